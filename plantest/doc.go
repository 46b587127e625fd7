// Package plantest runs the tests that stand beside a plan: given these cells,
// on this day, expect these findings. They are YAML, for people who know the
// plan and don't program.
//
//	given:                              # tabs that every test has
//	  Đơn vị:
//	    - [Tên đơn vị, Vùng thi đua]
//	    - [Đoàn xã Xuân Phú, Vùng thi đua số 2]
//	    - [Đoàn xã Xuân Hòa, Vùng thi đua số 2]
//	tests:
//	  - test: Rà soát Quý III, sau hạn 10/10
//	    rule: quarterly-review          # look only at this rule (or rules: […])
//	    period: Quý III                 # and this period (or periods: […]; unit, units: […])
//	    given:                          # more tabs, or others in place of those above
//	      Rà soát quý:
//	        - [Tên đơn vị, Quý, Ngày rà soát]
//	        - [Đoàn xã Xuân Phú, Quý III, 05/10/2022]
//	        - [Đoàn xã Xuân Hòa, Quý III]
//	    day: 20/10/2022
//	    expect:
//	      Đoàn xã Xuân Phú: met
//	      Đoàn xã Xuân Hòa: {status: overdue, say: "Chưa rà soát …"}
//
// Instead of day and expect, a test may go through several days:
//
//	days:
//	  10/10/2022: due-soon              # every finding it looks at
//	  11/10/2022: {Đoàn xã Xuân Phú: met, Đoàn xã Xuân Hòa: overdue}
//
// # What is expected
//
//   - one status: every finding that the test looks at has it, and there is one;
//   - subjects and their statuses, as above. Instead of a status: {status, say,
//     do}; say is the sentence, do how it is cleared;
//   - a list of {unit, rule, period, status, say, do}, where a test looks at
//     several rules or periods. With several periods ({periods: [Quý I, Quý II]})
//     say is the sentence for them together;
//   - none: there is no such finding at all (it isn't judged).
//
// What isn't named must be silent: no overdue, unmet, invalid, missing,
// unconfirmed, behind or due-soon finding. So an empty list means silence, of what
// is judged.
//
// A test may also name cells with defects ([Rà soát quý!C2]; then there are no
// others) and lists ({difficulty: [Đoàn xã Xuân Phú]}), and enable: […] rules and
// tables that the plan leaves off.
//
// # Cells
//
// Text is a text cell, a number a number cell, true a ticked box; text that
// begins with =# is a formula's error (=#REF!), {date: 05/10/2022} is a cell
// that holds a date. What is left out is blank.
package plantest
