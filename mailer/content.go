package mailer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rasoat/rules"
)

// content is what a mail says, before anybody decides how it looks. Its strings
// are plain text; [content.clean] makes them safe to show.
type content struct {
	Subject string
	Title   string // "Kính gửi: …"
	Intro   string
	First   []string // what to know if one reads no further
	Parts   []part
	Closing []string
	Link    string // of the workbook; shown once at the end
}

// part is one of the two halves of a digest; other mails have one.
type part struct {
	Title    string // "" for none
	Sections []section
	Note     string // at its end
}

// section has a number, given when all sections are known; 0: none.
type section struct {
	Number int
	Title  string
	Blocks []block
}

// block is one thing in a section; one of its fields is set.
type block struct {
	Text  string
	Items []string
	From  int      // number of the first item; 0: they have none
	Lines []string // to be copied as they are
	Table *table
	Chart *chart
	Strip *strip
}

// table has a header for each column and, in each row, the row's name first.
type table struct {
	Caption string // what the table is, above it
	Head    []string
	Rows    [][]string
	Numbers bool   // all columns but the first hold short figures
	Lead    string // where there are no columns, the word before what stands between the first and the last
}

// number gives the sections their numbers, through all parts, leaving out those
// without content.
func (c *content) number() {
	n := 0
	for i := range c.Parts {
		var kept []section
		for _, s := range c.Parts[i].Sections {
			if len(s.Blocks) == 0 {
				continue
			}
			n++
			s.Number = n
			kept = append(kept, s)
		}
		c.Parts[i].Sections = kept
	}
}

// clean makes every string fit to be shown.
func (c *content) clean() {
	c.Subject, c.Title, c.Intro = clean(c.Subject), clean(c.Title), clean(c.Intro)
	cleanAll(c.First)
	cleanAll(c.Closing)
	for i := range c.Parts {
		c.Parts[i].Title, c.Parts[i].Note = clean(c.Parts[i].Title), clean(c.Parts[i].Note)
		for j := range c.Parts[i].Sections {
			s := &c.Parts[i].Sections[j]
			s.Title = clean(s.Title)
			for k := range s.Blocks {
				s.Blocks[k].clean()
			}
		}
	}
}

func (b *block) clean() {
	b.Text = clean(b.Text)
	cleanAll(b.Items)
	cleanAll(b.Lines)
	if b.Table != nil {
		b.Table.Caption = clean(b.Table.Caption)
		cleanAll(b.Table.Head)
		for _, row := range b.Table.Rows {
			cleanAll(row)
		}
	}
	if b.Chart != nil {
		b.Chart.clean()
	}
	if b.Strip != nil {
		b.Strip.clean()
	}
}

func cleanAll(list []string) {
	for i := range list {
		list[i] = clean(list[i])
	}
}

// clean is text on one line, composed (NFC), without control characters and
// those that reorder or hide others, with long numbers masked and nothing that
// mail programs take for a link. It is composed last: what is taken out may have
// stood between a letter and its mark.
func clean(s string) string {
	s = norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s))
	s = strings.Join(strings.Fields(s), " ")
	return strings.ReplaceAll(rules.Masked(s), "://", ": //")
}
