package gazetteer

import "strings"

// kindOf is the kind of places with a GeoNames feature code
// (https://www.geonames.org/export/codes.html), of cities for none.
func kindOf(feature string) Kind {
	starts := func(prefix string) bool { return strings.HasPrefix(feature, prefix) }
	switch feature {
	case "":
		return City
	case "ADM1":
		return Admin1
	case "CONT", "PCLH", "AREA", "TERR", "RGN", "RGNE", "RGNH", "RGNL":
		return Region
	case "PEO":
		return People
	case "OCN", "SEA", "GULF", "BAY", "BAYS", "BGHT", "COVE", "ESTY", "FJD", "FJDS", "HBR", "INLT", "LGN", "LGNS", "RSV",
		"SD", "STRT", "FLLS", "SPNG", "MRSH", "CHN", "CHNL", "CHNM":
		return Water
	case "MT", "MTS", "VLC", "DSRT", "HLL", "HLLS", "PK", "PKS", "PASS", "CAPE", "PEN", "VAL", "VALS", "PLN", "PLNS",
		"PLAT", "UPLD", "RDGE", "CNYN", "CLF", "BCH", "DUNE", "ATOL", "GLCR":
		return Relief
	}
	switch {
	case starts("PPL"), starts("STLMT"):
		return City
	case starts("PCL"):
		return Country
	case starts("ADM"):
		return Admin2
	case starts("LK"), starts("STM"), starts("CNL"):
		return Water
	case starts("ISL"):
		return Relief
	}
	return Facility
}
