package rules

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// drawNum is a number that isn't negative, whole or not, small or very large.
func drawNum(t *rapid.T, name string) Num {
	m := rapid.OneOf(rapid.Int64Range(0, 200), rapid.Int64Range(0, 999_999_999_999_999)).Draw(t, name)
	return Decimal(m, rapid.SampledFrom([]int{0, 0, 0, 1, 2, 6}).Draw(t, name+" decimals"))
}

// The fast ways give what fractions give.
func TestExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value, whole, percent := drawNum(t, "value"), drawNum(t, "whole"), drawNum(t, "percent")
		want := hundred(value.Rat()).Cmp(new(big.Rat).Mul(whole.Rat(), percent.Rat()))
		if got := cmpPart(value, whole, percent); got != want {
			t.Fatalf("%v of %v against %v%%: %d, want %d", value, whole, percent, got, want)
		}
		part := partOf(whole.Rat(), percent.Rat())
		if floor := floorPart(whole, percent).Rat(); part.Cmp(new(big.Rat).SetInt64(math.MaxInt64)) < 0 &&
			(floor.Cmp(part) > 0 || new(big.Rat).Add(floor, big.NewRat(1, 1)).Cmp(part) <= 0) {
			t.Fatalf("%v%% of %v: %v", percent, whole, floor)
		}
		var sum total
		exact := new(big.Rat)
		for _, n := range []Num{value, whole, percent} {
			sum.add(n)
			exact.Add(exact, n.Rat())
		}
		if sum.rat().Cmp(exact) != 0 {
			t.Fatalf("sum %v, want %v", sum.rat(), exact)
		}
	})
}

// What is shown is cut, never rounded up.
func TestShownNumbers(t *testing.T) {
	third := big.NewRat(2, 3)
	tests := []struct{ got, want string }{
		{ratText(hundred(third), 2), "66,66"},
		{ratText(big.NewRat(-2, 3), 2), "-0,66"},
		{ratText(big.NewRat(99999, 100000), 2), "0,99"},
		{cut(Decimal(1234567, 3)), "1.234,56"},
		{cut(Int(1250)), "1.250"},
		{floorNum(big.NewRat(7, 2)).String(), "3"},
		{floorNum(big.NewRat(-7, 2)).String(), "-4"},
		{ceilNum(big.NewRat(7, 2)).String(), "4"},
		{ceilNum(big.NewRat(8, 2)).String(), "4"},
		{numOf(big.NewRat(-5, 4)).String(), "-1,25"},
		{numOf(third).String(), "0,666666666666666"},
		{numOf(new(big.Rat).SetFrac(new(big.Int).Lsh(big.NewInt(1), 80), big.NewInt(1))).String(), "9.223.372.036.854.775.807"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s, want %s", test.got, test.want)
		}
	}
}

// A leap year has its day.
func TestLeapYear(t *testing.T) {
	b := newJudgeBench("n count", "*on date")
	b.p.Year = 2024
	b.rule(&Rule{Reach: &Reach{Value: b.named["n"], AtLeast: Int(1000)}})
	b.unit("A", vRow{"n": vNum(100)})
	v := b.on("29/2/2024")
	f := onlyFinding(t, v)
	if n, ok := v.Projected(f); !ok || n != Int(610) || f.Due != vDay("31/12/2024") { // 100 · 366 / 60
		t.Errorf("projected %v, due %s", n, f.Due)
	}
	if got := (Due{Day: 30}).In(NewPeriod(Month, 2, 2024)); got != vDay("29/2/2024") {
		t.Error(got)
	}
	if got := NewPeriod(Quarter, 1, 2024).Start() + 60; got != vDay("1/3/2024") {
		t.Error(got)
	}
}
