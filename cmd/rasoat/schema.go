package main

import (
	"fmt"

	"rasoat/config"
)

type schemaCmd struct{}

// Help is the end of the command's help.
func (schemaCmd) Help() string { return "Example:\n  rasoat schema > plan.schema.json" }

// Run prints the schema.
func (schemaCmd) Run(a *app) error {
	text, err := config.Schema()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, string(text))
	return err
}
