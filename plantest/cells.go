package plantest

import (
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// tabs is a workbook's tabs, in the file's order.
type tabs []rules.Tab

// UnmarshalYAML reads a mapping of titles to lists of rows.
func (t *tabs) UnmarshalYAML(n *yaml.Node) error {
	return pairs(n, "tabs, each with its rows: {Rà soát quý: [[Tên đơn vị, Quý], …]}", func(k, v *yaml.Node) error {
		if v.Kind != yaml.SequenceNode {
			return at(v, "a tab is a list of rows, the header first")
		}
		tab := rules.Tab{ID: k.Value, Title: k.Value, Own: rules.None()}
		for _, row := range v.Content {
			cells, err := readRow(row)
			if err != nil {
				return err
			}
			tab.Rows = append(tab.Rows, cells)
			tab.Width = max(tab.Width, len(cells))
		}
		*t = append(*t, tab)
		return nil
	})
}

// over is the tabs with those of more in place of their namesakes, or after them.
func (t tabs) over(more tabs) []rules.Tab {
	var all []rules.Tab
	replaced := map[string]bool{}
	for _, tab := range more {
		replaced[tab.Title] = true
	}
	for _, tab := range t {
		if !replaced[tab.Title] {
			all = append(all, tab)
		}
	}
	return append(all, more...)
}

func readRow(n *yaml.Node) ([]rules.Cell, error) {
	if n.Kind != yaml.SequenceNode {
		return nil, at(n, "a row is a list of cells: [Đoàn xã Xuân Phú, Quý III, 05/10/2022]")
	}
	cells := make([]rules.Cell, len(n.Content))
	for i, c := range n.Content {
		var err error
		if cells[i], err = readCell(c); err != nil {
			return nil, err
		}
	}
	return cells, nil
}

// readCell makes a cell of what stands in the file, as if it had been typed.
func readCell(n *yaml.Node) (rules.Cell, error) {
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == "date" {
		day, ok := parseDay(n.Content[1].Value)
		if !ok {
			return rules.Cell{}, at(n.Content[1], "%q is no day; write 05/10/2022", n.Content[1].Value)
		}
		return rules.Cell{Kind: rules.Number, Num: float64(day), Format: rules.AsDate}, nil
	}
	if n.Kind != yaml.ScalarNode {
		return rules.Cell{}, at(n, "a cell is a text, a number, true, or {date: 05/10/2022}; quote text with commas or colons")
	}
	switch n.Tag {
	case "!!int", "!!float":
		num, err := strconv.ParseFloat(n.Value, 64)
		if err != nil || math.IsInf(num, 0) || math.IsNaN(num) {
			return rules.Cell{}, at(n, "%q is no plain number; quote it when it is meant as text", n.Value)
		}
		return rules.Cell{Kind: rules.Number, Num: num}, nil
	case "!!bool":
		cell := rules.Cell{Kind: rules.Bool}
		if strings.EqualFold(n.Value, "true") {
			cell.Num = 1
		}
		return cell, nil
	}
	switch {
	case n.Value == "" || n.Tag == "!!null":
		return rules.Cell{}, nil
	case strings.HasPrefix(n.Value, "=#"):
		return rules.Cell{Kind: rules.Error, Text: n.Value[1:], Formula: true}, nil
	}
	return rules.Cell{Kind: rules.Text, Text: n.Value}, nil
}

// parseDay reads 20/10/2022 (or 2022-10-20).
func parseDay(s string) (rules.Date, bool) {
	parts := strings.Split(s, "/")
	if len(parts) != 3 {
		parts = strings.Split(s, "-")
		if len(parts) != 3 {
			return 0, false
		}
		parts[0], parts[2] = parts[2], parts[0]
	}
	var nums [3]int
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			return 0, false
		}
		nums[i] = n
	}
	return rules.ValidDate(nums[2], nums[1], nums[0])
}
