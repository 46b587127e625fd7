module rasoat

go 1.26.0
