package mailer

import (
	"errors"
	netmail "net/mail"
)

// Mail is one mail for one recipient, whole, as an outbox keeps it: delivering
// it adds nothing to it and needs nothing else.
type Mail struct {
	From, To string // addresses alone, without names: who gets to know of trouble, and who gets the mail
	ID       string // its Message-ID without the brackets; it also stands in Raw
	Raw      []byte // headers, an empty line, the body; lines end in CR LF
}

// Mails is the message as one mail for each recipient, in their order. Whoever
// can't be sent to (not an address) is a [*SendError] in the error; the others'
// mails are there all the same.
func (m Message) Mails() ([]Mail, error) {
	var mails []Mail
	var failed []error
	for _, one := range m.Each() {
		mail, err := one.mail()
		if err != nil {
			failed = append(failed, &SendError{To: to(one), Trouble: Refused, Err: err})
			continue
		}
		mails = append(mails, mail)
	}
	return mails, errors.Join(failed...)
}

// mail is the message to its only recipient.
func (m Message) mail() (Mail, error) {
	raw, err := m.Bytes()
	if err != nil {
		return Mail{}, err
	}
	from, err := address("sender", m.From)
	if err != nil {
		return Mail{}, err
	}
	to, err := address("recipient", to(m))
	if err != nil {
		return Mail{}, err
	}
	return Mail{From: from.Address, To: to.Address, ID: m.MessageID(), Raw: raw}, nil
}

// path is an address as it stands in MAIL and RCPT, "<vp@example.vn>".
func path(who, text string) (string, error) {
	a, err := address(who, text)
	if err != nil {
		return "", err
	}
	return (&netmail.Address{Address: a.Address}).String(), nil
}
