package gsheettest

import "fmt"

// failure is an error in Google's shape.
type failure struct {
	code    int
	status  string
	message string
	details []any
}

func (f *failure) Error() string { return f.message }

// body is the JSON of the error; Drive's carries one field more.
func (f *failure) body(drive bool) object {
	e := object{"code": f.code, "message": f.message, "status": f.status}
	if f.details != nil {
		e["details"] = f.details
	}
	if drive {
		e["errors"] = []any{object{"message": f.message, "domain": "global", "reason": driveReason(f.code)}}
	}
	return object{"error": e}
}

func driveReason(code int) string {
	switch code {
	case 404:
		return "notFound"
	case 401:
		return "authError"
	case 403:
		return "forbidden"
	}
	return "badRequest"
}

func bad(format string, args ...any) *failure {
	return &failure{code: 400, status: "INVALID_ARGUMENT", message: fmt.Sprintf(format, args...)}
}

func notFound() *failure {
	return &failure{code: 404, status: "NOT_FOUND", message: "Requested entity was not found."}
}

func denied() *failure {
	return &failure{code: 403, status: "PERMISSION_DENIED", message: "The caller does not have permission"}
}

func unimplemented(what string) *failure {
	return &failure{code: 501, status: "UNIMPLEMENTED", message: "gsheettest does not implement " + what}
}

// failure is the error that the fault answers with.
func (f *Fault) failure() *failure {
	usual := map[int][2]string{
		401: {"UNAUTHENTICATED", "Request had invalid authentication credentials."},
		403: {"PERMISSION_DENIED", "The caller does not have permission"},
		404: {"NOT_FOUND", "Requested entity was not found."},
		429: {"RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'."},
		500: {"INTERNAL", "Internal error encountered."},
		502: {"UNAVAILABLE", "Bad Gateway"},
		503: {"UNAVAILABLE", "The service is currently unavailable."},
		504: {"DEADLINE_EXCEEDED", "The request timed out."},
	}[f.Status]
	out := &failure{code: f.Status, status: usual[0], message: usual[1]}
	if f.Reason != "" {
		out.status = f.Reason
	}
	if f.Message != "" {
		out.message = f.Message
	}
	return out
}
