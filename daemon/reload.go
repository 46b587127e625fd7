package daemon

import (
	"errors"
	"time"
)

// stamped is the stamp of the files that Load reads.
func (d *Daemon) stamped() string {
	if d.Stamp == nil {
		return ""
	}
	return d.Stamp()
}

// reload reads the settings again, and gives the reason for a round. Those that can't
// be used are told and leave the old ones as they are.
func (d *Daemon) reload() string {
	d.stamp = d.stamped()
	office, schedule, err := d.Load()
	if err != nil { // its words may hold addresses, so they don't belong into the log
		log := d.Log
		var places interface{ Places() string } // where in the files, for those who look there
		if errors.As(err, &places) {
			log = log.With("where", places.Places())
		}
		log.Error("the new settings can't be used; the old ones stay", "hint", "rasoat check tells what is wrong with them")
		return ""
	}
	if err := d.office.Close(); err != nil {
		d.Log.Error("the ledger didn't close well", "error", err)
	}
	office.alert, office.mailing, office.unmade = d.office.alert, d.office.mailing, d.office.unmade
	office.mailing.until = time.Time{} // the new settings may have mended it
	d.office, d.schedule = office, schedule
	d.Log.Info("new settings", "plan", office.Plan.Short, "mail", office.Mail)
	return "reload"
}
