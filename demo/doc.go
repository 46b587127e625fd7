// Package demo makes the example workbook: the tabs of a district's Youth Union
// office with 55 units, as people really keep them – titles above the headers,
// merged headers, group rows, totals, signatures – and with deliberate oddities
// spread over them ([Oddities]).
//
// All figures are illustrative. The workbook is as of [Day]: nothing in it lies
// after that day, except what is odd on purpose.
package demo

import (
	"bytes"
	_ "embed" // the samples
	"encoding/csv"
	"fmt"
	"time"
)

// Day is the day as of which the workbook was kept.
const Day = "2022-10-20"

// Oddity is one habit that the workbook shows on purpose.
type Oddity struct {
	Tab, Cell string // where it stands, "D12"
	Unit      string // whose row it is, "" for none
	Why       string // what is odd about it
	Severity  string // "error" or "warning" when it must be reported at its cell; "" when it reads well
	Message   string // part of the sentence that reports it
}

// Workbook is the example workbook as an .xlsx file. It has the same bytes each
// time.
func Workbook() ([]byte, error) {
	file, _, err := build()
	return file, err
}

// Oddities is every oddity of [Workbook], by tab, row and column as built.
func Oddities() ([]Oddity, error) {
	_, odd, err := build()
	return odd, err
}

//go:embed samples/don_vi.csv
var unitsCSV []byte // read only

//go:embed samples/chi_tieu_nam.csv
var targetsCSV []byte // read only

//go:embed samples/ra_soat_quy.csv
var reviewsCSV []byte // read only

//go:embed samples/bao_cao_dinh_ky.csv
var reportsCSV []byte // read only

// unit is one unit of the samples with all that it filled in.
type unit struct {
	name, zone, sector, email string
	members, youth            int
	targets                   []string             // the line of chi_tieu_nam.csv after the name
	reviews                   map[string]time.Time // by quarter, "Quý I"
	reports                   map[string]time.Time // by period, "T1", "Q1", "6T", "NAM"
}

// samples joins the four sample files into units, in the register's order.
func samples() ([]*unit, error) {
	rows, err := records(unitsCSV)
	if err != nil {
		return nil, err
	}
	var units []*unit
	named := map[string]*unit{}
	for _, r := range rows {
		u := &unit{name: r[1], zone: r[2], sector: r[3], email: r[6],
			reviews: map[string]time.Time{}, reports: map[string]time.Time{}}
		if _, err := fmt.Sscan(r[4]+" "+r[5], &u.members, &u.youth); err != nil {
			return nil, fmt.Errorf("samples/don_vi.csv, %s: %w", u.name, err)
		}
		units, named[u.name] = append(units, u), u
	}
	if rows, err = records(targetsCSV); err != nil {
		return nil, err
	}
	for _, r := range rows {
		named[r[0]].targets = r[1:]
	}
	for _, src := range []struct {
		text []byte
		into func(*unit) map[string]time.Time
	}{
		{reviewsCSV, func(u *unit) map[string]time.Time { return u.reviews }},
		{reportsCSV, func(u *unit) map[string]time.Time { return u.reports }},
	} {
		if rows, err = records(src.text); err != nil {
			return nil, err
		}
		for _, r := range rows {
			if day, ok := pastDay(r[2]); ok {
				src.into(named[r[0]])[r[1]] = day
			}
		}
	}
	return units, nil
}

// records reads a sample without its header line.
func records(text []byte) ([][]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("samples: %w", err)
	}
	return rows[1:], nil
}

// pastDay reads a sample's date; false when there is none or it lies after Day.
func pastDay(text string) (time.Time, bool) {
	day, err := time.Parse("02/01/2006", text)
	return day, err == nil && day.Format("2006-01-02") <= Day
}
