package mailer

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed digest.html
var digestHTML string

// html writes the content as HTML: one column of at most 640 pixels, styles on
// the elements themselves since many mail programs drop all others, nothing
// fetched from elsewhere. Without any style it still reads in order.
func (c *content) html() (string, error) {
	t, err := template.New("digest").Funcs(template.FuncMap{
		"alt": func(c *chart) string { return c.alt() },
	}).Parse(digestHTML)
	if err != nil {
		return "", fmt.Errorf("mail: %w", err)
	}
	var out strings.Builder
	if err := t.Execute(&out, c); err != nil {
		return "", fmt.Errorf("mail: %w", err)
	}
	return out.String(), nil
}

// message is the content written out, put into m, with pictures that it may have
// already.
func (c *content) message(m Message) (Message, error) {
	c.clean()
	html, err := c.html()
	if err != nil {
		return Message{}, err
	}
	m.Subject, m.Text, m.HTML = c.Subject, c.plain(), html
	if m.Inline == nil {
		m.Inline, err = c.pictures()
	}
	return m, err
}

// pictures is what the HTML shows by "cid:".
func (c *content) pictures() ([]Part, error) {
	for _, p := range c.Parts {
		for _, s := range p.Sections {
			for _, b := range s.Blocks {
				if b.Chart == nil {
					continue
				}
				data, err := b.Chart.png()
				if err != nil {
					return nil, fmt.Errorf("mail: chart: %w", err)
				}
				return []Part{{ID: chartID, Name: "tien-do.png", Type: "image/png", Data: data}}, nil
			}
		}
	}
	return nil, nil
}
