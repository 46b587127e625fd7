package web

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser starts Chromium; the test is skipped where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("skipped: no chromium, chromium-browser or google-chrome in PATH")
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun}
	for _, flag := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Skipf("skipped: %s doesn't start: %v", path, err)
	}
	return ctx
}

// served is the page over the sample at an address, with units more units.
func served(t *testing.T, units int) string {
	t.Helper()
	k := &kept{state: sampleState(t)}
	if units > 0 {
		k.state = sampleState(t, crowd(units))
	}
	server := httptest.NewServer(k.handler())
	t.Cleanup(server.Close)
	return server.URL
}

// do takes steps in the browser.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// value is what an expression gives in the page.
func value[T any](t *testing.T, ctx context.Context, expression string, options ...chromedp.EvaluateOption) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, options...))
	if err != nil {
		t.Fatalf("%.80s: %v", expression, err)
	}
	return v
}

// TestBrowserFilters: a person chooses a group, then a unit, and reads what to do.
func TestBrowserFilters(t *testing.T) {
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(served(t, 0)+"/"), chromedp.SetValue("select[name=nhom]", "Vùng số 2"), chromedp.Click(".filter button"))
	do(t, ctx, chromedp.WaitReady(`select[name=nhom] option[value="Vùng số 2"][selected]`)) // only the answer says so; the page before has a board too
	if got := value[string](t, ctx, `[...document.querySelectorAll("tbody th[scope=row]")].map(x => x.innerText).join("|")`); got != "Đoàn xã Ân Phú|Đoàn xã Xuân Hồng" {
		t.Errorf("the board shows %q", got)
	}
	if got := value[string](t, ctx, `document.querySelector("select[name=nhom]").value`); got != "Vùng số 2" {
		t.Errorf("the form forgets its group: %q", got)
	}
	do(t, ctx, chromedp.Click(`tbody tr:last-child th a`), chromedp.WaitVisible(".findings"))
	if got := value[string](t, ctx, `document.querySelector(".findings li").innerText`); !strings.Contains(got, "Cách xử lý: Ghi ngày rà soát Quý III") {
		t.Errorf("the unit's page begins with %q", got)
	}
}

// TestBrowserKeyboard: the first tab leads past the navigation, and focus is seen.
func TestBrowserKeyboard(t *testing.T) {
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(served(t, 0)+"/"), chromedp.KeyEvent(kb.Tab))
	if got := value[string](t, ctx, `document.activeElement.className + " " + getComputedStyle(document.activeElement).outlineStyle`); got != "skip solid" {
		t.Errorf("the first tab leads to %q", got)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Enter), chromedp.WaitReady(":target"), chromedp.KeyEvent(kb.Tab))
	if got := value[bool](t, ctx, `document.querySelector("main").contains(document.activeElement)`); !got {
		t.Error("after the skip link the next tab isn't in the page's main part")
	}
}

// TestBrowserEverywhere: on every page what was typed stays text, nothing runs, and
// at a phone's width the page itself doesn't scroll sideways.
func TestBrowserEverywhere(t *testing.T) {
	ctx := browser(t)
	base := served(t, 0)
	do(t, ctx, chromedp.EmulateViewport(360, 740))
	for _, target := range everywhere() {
		do(t, ctx, chromedp.Navigate(base+target))
		if title := value[string](t, ctx, `document.title`); title == "x" {
			t.Errorf("%s: a stored script ran", target)
		}
		if n := value[int](t, ctx, `document.scripts.length + document.images.length`); n > 0 {
			t.Errorf("%s: %d scripts or pictures", target, n)
		}
		if wide := value[int](t, ctx, `document.documentElement.scrollWidth`); wide > 360 {
			t.Errorf("%s: %d pixels wide", target, wide)
		}
	}
	do(t, ctx, chromedp.Navigate(base+unitAddress(script)))
	if got := value[string](t, ctx, `document.querySelector("h1").innerText`); got != script {
		t.Errorf("the unit is called %q", got)
	}
	do(t, ctx, chromedp.Navigate(base+"/thu/7/noi-dung"))
	if got := value[string](t, ctx, `document.title + " " + getComputedStyle(document.querySelector("p")).color`); got != "x rgb(18, 52, 86)" {
		t.Errorf("a mail's document: %q", got) // its own title is x too; its colours are kept
	}
}

// TestBrowserMany: the last of a thousand units is two clicks away.
func TestBrowserMany(t *testing.T) {
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(served(t, 1000)+"/"), chromedp.Click(".pages a:last-child"), chromedp.WaitVisible(`.pages a:last-child[aria-current]`))
	if got := value[string](t, ctx, `[...document.querySelectorAll("tbody th[scope=row]")].at(-1).innerText`); got != "Đoàn xã Số 1000" {
		t.Errorf("the last unit is %q", got)
	}
}

// TestBrowserAxe: axe-core finds nothing that keeps people out, on a phone and on a
// wide screen. RASOAT_AXE names its axe.min.js.
func TestBrowserAxe(t *testing.T) {
	path := os.Getenv("RASOAT_AXE")
	if path == "" {
		t.Skip("skipped: RASOAT_AXE doesn't name axe-core's axe.min.js")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	base := served(t, 0)
	for _, width := range []int64{360, 1200} {
		do(t, ctx, chromedp.EmulateViewport(width, 800))
		for _, target := range append(everywhere(), "/nothing") {
			do(t, ctx, chromedp.Navigate(base+target))
			value[string](t, ctx, string(axe)+`; "loaded"`)
			found := value[string](t, ctx, `axe.run({iframes: false}).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).join(" | ")).join("\n"))`, chromedp.EvalAwaitPromise)
			if found != "" {
				t.Errorf("%s at %d pixels:\n%s", target, width, found)
			}
		}
	}
}
