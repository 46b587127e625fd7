package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// span is a piece of the source: bytes from, up to but without to.
type span struct{ from, to int }

// tokenKind is what a token is.
type tokenKind uint8

const (
	startTag tokenKind = iota
	endTag
	chars // character data with entities
	cdata // character data as it stands
)

// token is one piece of XML and where it stands. Comments and instructions
// between tokens are passed over.
type token struct {
	span
	kind  tokenKind
	name  []byte // as written, with its prefix
	attrs span   // of a start tag: what stands between name and end
	empty bool   // <row/>: an end tag doesn't follow
	main  bool   // the element belongs to the spreadsheet namespace
}

// is reports whether the token is a tag of the spreadsheet element.
func (t token) is(local string) bool { return t.main && string(localName(t.name)) == local }

// localName is a name without its prefix.
func localName(name []byte) []byte {
	return name[bytes.IndexByte(name, ':')+1:]
}

// prefixOf is a name's prefix without the colon; empty when it has none.
func prefixOf(name []byte) []byte {
	return name[:max(0, bytes.IndexByte(name, ':'))]
}

// The spreadsheet namespaces: that of everyday files, and the strict one.
const (
	mainSpace   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictSpace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
)

// binding is a prefix that means the spreadsheet namespace, or doesn't.
type binding struct {
	depth  int
	prefix string
	main   bool
}

// Bounds that no spreadsheet comes near.
const (
	maxDepth    = 200 // elements inside one another
	maxBindings = 500 // prefixes that mean something at one place
)

// scanner goes over XML token by token. It checks what matters for changing
// bytes safely: tags are balanced, quotes are closed, the encoding is UTF-8.
type scanner struct {
	src      []byte
	pos      int
	open     [][]byte // names of the open elements
	bindings []binding
	rooted   bool // the root element has begun
	rebound  bool // below the root, a prefix came to mean the spreadsheet namespace or to mean it no more
}

// newScanner starts at the beginning of a part.
func newScanner(src []byte) *scanner {
	s := &scanner{src: src}
	if bytes.HasPrefix(src, []byte("\xEF\xBB\xBF")) {
		s.pos = 3
	}
	return s
}

// fail is an error that names the place.
func (s *scanner) fail(what string) error { return fmt.Errorf("XML byte %d: %s", s.pos, what) }

// errUnbalanced is XML that ends too early.
var errUnbalanced = errors.New("XML ends before its elements do")

// next gives the next token; io.EOF at the end.
func (s *scanner) next() (token, error) {
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' {
			return s.text()
		}
		rest := s.src[s.pos:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if !s.skip("-->") {
				return token{}, errUnbalanced
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			from := s.pos
			if !s.skip("]]>") {
				return token{}, errUnbalanced
			}
			return token{kind: cdata, span: span{from + 9, s.pos - 3}}, nil
		case bytes.HasPrefix(rest, []byte("<?")):
			from := s.pos
			if !s.skip("?>") {
				return token{}, errUnbalanced
			}
			if err := s.encoding(s.src[from:s.pos]); err != nil {
				return token{}, err
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			return token{}, s.fail("a document type isn't allowed")
		case bytes.HasPrefix(rest, []byte("</")):
			return s.end()
		default:
			return s.start()
		}
	}
	if len(s.open) > 0 {
		return token{}, errUnbalanced
	}
	return token{}, io.EOF
}

// skip goes on behind the mark.
func (s *scanner) skip(mark string) bool {
	i := bytes.Index(s.src[s.pos:], []byte(mark))
	if i < 0 {
		return false
	}
	s.pos += i + len(mark)
	return true
}

// encoding refuses an XML declaration that isn't of UTF-8.
func (s *scanner) encoding(decl []byte) error {
	lower := bytes.ToLower(decl)
	if !bytes.HasPrefix(lower, []byte("<?xml ")) || !bytes.Contains(lower, []byte("encoding")) {
		return nil
	}
	if bytes.Contains(lower, []byte("utf-8")) || bytes.Contains(lower, []byte("us-ascii")) {
		return nil
	}
	return s.fail("the encoding isn't UTF-8")
}

// text is character data up to the next tag.
func (s *scanner) text() (token, error) {
	from := s.pos
	if i := bytes.IndexByte(s.src[from:], '<'); i >= 0 {
		s.pos += i
	} else {
		s.pos = len(s.src)
	}
	t := token{kind: chars, span: span{from, s.pos}}
	if len(s.open) == 0 && len(bytes.TrimSpace(s.src[from:s.pos])) > 0 {
		s.pos = from
		return t, s.fail("text outside the elements")
	}
	return t, nil
}

// end is an end tag; it must close what is open.
func (s *scanner) end() (token, error) {
	from := s.pos
	i := bytes.IndexByte(s.src[from:], '>')
	if i < 0 {
		return token{}, errUnbalanced
	}
	name := bytes.TrimRight(s.src[from+2:from+i], " \t\r\n")
	last := len(s.open) - 1
	if last < 0 || !bytes.Equal(s.open[last], name) {
		return token{}, s.fail("an end tag without its start")
	}
	t := token{kind: endTag, span: span{from, from + i + 1}, name: name, main: s.isMain(name)}
	s.pos = t.to
	s.close()
	return t, nil
}

// close leaves the innermost element.
func (s *scanner) close() {
	depth := len(s.open)
	s.open = s.open[:depth-1]
	for n := len(s.bindings); n > 0 && s.bindings[n-1].depth == depth; n-- {
		s.bindings = s.bindings[:n-1]
	}
}

// start is a start tag, or an empty element.
func (s *scanner) start() (token, error) {
	from := s.pos
	i := from + 1
	for i < len(s.src) && !isSpace(s.src[i]) && s.src[i] != '>' && s.src[i] != '/' && s.src[i] != '<' {
		i++
	}
	name := s.src[from+1 : i]
	end := tagEnd(s.src, i)
	if len(name) == 0 || end < 0 {
		return token{}, s.fail("a tag that isn't closed")
	}
	if len(s.open) == 0 && s.rooted {
		return token{}, s.fail("a second root element")
	}
	s.rooted = true
	t := token{kind: startTag, name: name, span: span{from, end + 1}, attrs: span{i, end}}
	if s.src[end-1] == '/' {
		t.empty, t.attrs.to = true, end-1
	}
	if len(s.open) >= maxDepth {
		return token{}, s.fail("too many elements inside one another")
	}
	s.open = append(s.open, name)
	if err := s.bind(t); err != nil {
		return t, err
	}
	t.main = s.isMain(name)
	s.pos = t.to
	if t.empty {
		s.close()
	}
	return t, nil
}

// tagEnd finds the > that ends a tag, passing over quoted values; -1 when
// there is none.
func tagEnd(src []byte, i int) int {
	for ; i < len(src); i++ {
		switch c := src[i]; c {
		case '>':
			return i
		case '<':
			return -1
		case '"', '\'':
			n := bytes.IndexByte(src[i+1:], c)
			if n < 0 {
				return -1
			}
			i += n + 1
		}
	}
	return -1
}

// bind takes up the namespaces that a start tag declares.
func (s *scanner) bind(t token) error {
	if !bytes.Contains(s.src[t.attrs.from:t.attrs.to], []byte("xmlns")) {
		return nil
	}
	if len(s.bindings) > maxBindings || t.to-t.from > 1<<20 {
		return s.fail("too many namespaces")
	}
	depth := len(s.open)
	return eachAttr(s.src, t.attrs, func(name []byte, value span) {
		prefix, found := bytes.CutPrefix(name, []byte("xmlns"))
		if !found || len(prefix) > 0 && prefix[0] != ':' {
			return
		}
		b := binding{depth: depth, prefix: string(bytes.TrimPrefix(prefix, []byte(":")))}
		uri := string(s.src[value.from:value.to])
		b.main = uri == mainSpace || uri == strictSpace
		if depth > 1 && (b.main || s.isMain([]byte(b.prefix+":"))) {
			s.rebound = true
		}
		s.bindings = append(s.bindings, b)
	})
}

// isMain reports whether the name's prefix means the spreadsheet namespace.
func (s *scanner) isMain(name []byte) bool {
	prefix := prefixOf(name)
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if b := &s.bindings[i]; b.prefix == string(prefix) {
			return b.main
		}
	}
	return false
}

// parent is the local name of the element around the one that t, the token just
// given, started; "" for the root.
func (s *scanner) parent(t token) string {
	i := len(s.open) - 2
	if t.empty {
		i++
	}
	if i < 0 {
		return ""
	}
	return string(localName(s.open[i]))
}

// pass goes over the rest of the element that t started.
func (s *scanner) pass(t token) error {
	if t.empty {
		return nil
	}
	for depth := len(s.open); len(s.open) >= depth; {
		if _, err := s.next(); err != nil {
			return early(err)
		}
	}
	return nil
}

// early is the error of an element that doesn't end.
func early(err error) error {
	if err == io.EOF {
		return errUnbalanced
	}
	return err
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
