package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"time"
)

// pair is a certificate that vouches for itself.
type pair struct {
	certificate tls.Certificate
	parsed      *x509.Certificate
	pem         []byte
}

// Certificate makes a certificate for a name, and who vouches for it.
func Certificate(host string) (tls.Certificate, *x509.CertPool, error) {
	p, err := newPair(host)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	return p.certificate, p.roots(), nil
}

func newPair(host string) (pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pair{}, err
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		return pair{}, err
	}
	parsed, err := x509.ParseCertificate(der)
	return pair{tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, parsed,
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})}, err
}

func (p pair) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(p.parsed)
	return pool
}
