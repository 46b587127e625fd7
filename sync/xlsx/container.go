package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// Limits against files that unpack into more than anybody's workbook.
const (
	maxFile    = 128 << 20 // bytes of the file
	maxEntries = 20000     // parts in it
	maxPart    = 256 << 20 // bytes of one unpacked part that is read
	maxParts   = 512 << 20 // bytes of all unpacked parts that are read
	maxRatio   = 400       // unpacked to packed, where a part is larger than:
	smallPart  = 16 << 20
)

// container is the file as a package of parts.
type container struct {
	zip    *zip.Reader
	parts  map[string]*zip.File // by normal name
	opened uint64               // bytes unpacked so far
	size   int64                // of the file
}

// newContainer opens the file's bytes.
func newContainer(data []byte) (*container, error) {
	if err := recognise(data); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged("zip", err)
	}
	if len(z.File) > maxEntries {
		return nil, tooLarge(fmt.Sprintf("%d parts", len(z.File)))
	}
	c := &container{zip: z, parts: make(map[string]*zip.File, len(z.File)), size: int64(len(data))}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, &reason{whyPassword, hintSaveAs, nil}
		}
		name := partName(f.Name)
		if c.parts[name] != nil {
			return nil, damaged(f.Name, errors.New("the part stands twice in the file"))
		}
		c.parts[name] = f
	}
	return c, nil
}

// recognise tells what the file is by its first bytes.
func recognise(data []byte) error {
	ole := []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	switch {
	case len(data) == 0:
		return &reason{"tệp rỗng", hintDamaged, nil}
	case bytes.HasPrefix(data, ole) && bytes.Contains(data, wide("EncryptedPackage")):
		return &reason{whyPassword, hintSaveAs, nil}
	case bytes.HasPrefix(data, ole):
		return &reason{whyOld, hintSaveAs, nil}
	case bytes.HasPrefix(data, []byte("PK")):
		return nil
	}
	return &reason{whyNotXLSX, hintSaveAs, errors.New("not a zip file")}
}

// wide is an ASCII name as old Office files write it.
func wide(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// partName is a part's name in the form in which it is looked up: names are
// compared without case, and some writers use a leading or a reversed slash.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "/"))
}

// has reports whether there is such a part.
func (c *container) has(name string) bool { return c.parts[partName(name)] != nil }

// read unpacks a part. A part that is larger than it says, or out of
// proportion, is refused before it fills the memory.
func (c *container) read(ctx context.Context, name string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f := c.parts[partName(name)]
	if f == nil {
		return nil, damaged(name, errors.New("the part is missing"))
	}
	size, packed := f.UncompressedSize64, max(f.CompressedSize64, 1)
	if size > maxPart || c.opened+size > maxParts || size > smallPart && size/packed > maxRatio {
		return nil, tooLarge(fmt.Sprintf("%s: %d bytes from %d", name, size, packed))
	}
	c.opened += size
	r, err := f.Open()
	if err != nil {
		return nil, damaged(name, err)
	}
	defer r.Close()
	// Not all at once: the size may be a lie, and the bytes run out early.
	var b bytes.Buffer
	b.Grow(int(min(size+1, smallPart)))
	n, err := io.Copy(&b, io.LimitReader(r, int64(size)+1))
	switch {
	case uint64(n) > size:
		return nil, tooLarge(name + ": larger than it says")
	case err != nil:
		return nil, damaged(name, err)
	}
	return b.Bytes(), nil
}

// rewrite gives the file with some parts replaced, by normal name; nil takes a
// part out, and new ones come last. Every other part is copied as it is, in the
// same order.
func (c *container) rewrite(w io.Writer, changed map[string][]byte) error {
	z := zip.NewWriter(w)
	for _, f := range c.zip.File {
		text, replace := changed[partName(f.Name)]
		switch {
		case !replace:
			if err := z.Copy(f); err != nil {
				return damaged(f.Name, err)
			}
		case text != nil:
			if err := putPart(z, f, text); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		if c.parts[name] == nil && changed[name] != nil {
			if err := putPart(z, &zip.File{FileHeader: zip.FileHeader{Name: name, Method: zip.Deflate}}, changed[name]); err != nil {
				return err
			}
		}
	}
	if err := z.SetComment(c.zip.Comment); err != nil {
		return err
	}
	return z.Close()
}

// putPart writes a part anew under the name, date and attributes it had.
func putPart(z *zip.Writer, was *zip.File, text []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{
		Name: was.Name, Comment: was.Comment, NonUTF8: was.NonUTF8,
		Method: was.Method, Modified: was.Modified,
		CreatorVersion: was.CreatorVersion, ExternalAttrs: was.ExternalAttrs,
	})
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}
