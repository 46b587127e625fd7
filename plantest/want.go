package plantest

import (
	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// want is what a test expects on a day: one status for all that it looks at, or
// a list of findings.
type want struct {
	every string // a status, or "none"; "" when items say it
	line  int
	items []item
}

// item is one finding, or with several periods some of one rule and subject.
type item struct {
	Unit    string `yaml:"unit"` // or a group, or the name of all
	Rule    string `yaml:"rule"`
	Period  string `yaml:"period"`
	Periods words  `yaml:"periods"`
	Status  string `yaml:"status"`
	Say     string `yaml:"say"`
	Do      string `yaml:"do"`
	line    int
}

// plainItem reads an item without its own method.
type plainItem item

// none is expected where nothing must be judged.
const none = "none"

// UnmarshalYAML keeps the item's line, and reads a bare status too.
func (i *item) UnmarshalYAML(n *yaml.Node) error {
	i.line = n.Line
	if n.Kind == yaml.ScalarNode {
		i.Status = n.Value
	} else if err := strictly(n, (*plainItem)(i)); err != nil {
		return err
	}
	return checkStatus(n, i.Status)
}

// UnmarshalYAML takes the three forms.
func (w *want) UnmarshalYAML(n *yaml.Node) error {
	w.line = n.Line
	switch n.Kind {
	case yaml.ScalarNode:
		w.every = n.Value
		return checkStatus(n, n.Value)
	case yaml.SequenceNode:
		for _, one := range n.Content {
			var i item
			if err := i.UnmarshalYAML(one); err != nil {
				return err
			}
			w.items = append(w.items, i)
		}
		return nil
	}
	return pairs(n, "a status, subjects with their statuses, or a list", func(k, v *yaml.Node) error {
		var i item
		if err := i.UnmarshalYAML(v); err != nil {
			return err
		}
		i.Unit, i.line = k.Value, k.Line
		w.items = append(w.items, i)
		return nil
	})
}

// checkStatus refuses words that are no status.
func checkStatus(n *yaml.Node, word string) error {
	if word == none {
		return nil
	}
	if _, ok := rules.ParseStatus(word); ok {
		return nil
	}
	known := ""
	for _, s := range rules.Statuses() {
		known += s.String() + ", "
	}
	return at(n, "%q is no status; one of %s%s", word, known, none)
}
