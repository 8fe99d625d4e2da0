raise SystemExit('no luck')
