# One static binary, nothing else: no shell, no package manager. Time zones and
# CA certificates are inside the binary.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/rasoat ./cmd/rasoat \
 && mkdir -p /out/tmp /out/data && chmod 1777 /out/tmp && chown 65532:65532 /out/data

FROM scratch
COPY --from=build /out /
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/rasoat"]
CMD ["--help"]
