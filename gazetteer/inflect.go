package gazetteer

import "strings"

// adjectivesDE inflects a German adjective's stem: irakisch, irakische …
func adjectivesDE(stem string) []string {
	return endings(stem, "", "e", "en", "er", "es", "em")
}

// peopleDE inflects a German word for inhabitants. Its notation names the
// declension:
//
//	Iraker     strong, in -er: Irakers, Irakern, Irakerin, Irakerinnen
//	Russe      weak, in -e: Russen, Russin, Russinnen
//	Ungar/n    weak with this ending: Ungarn, Ungarin, Ungarinnen
//	Deutsche*  as an adjective: Deutscher, Deutschen, Deutschem
//	Israeli+   plural in -s: Israelis, Israelin, Israelinnen
//	=Türkin    this form only
func peopleDE(notation string) []string {
	if form, ok := strings.CutPrefix(notation, "="); ok {
		return []string{form}
	}
	if stem, ok := strings.CutSuffix(notation, "*"); ok {
		return endings(stem, "", "r", "n", "m", "s")
	}
	if stem, ok := strings.CutSuffix(notation, "+"); ok {
		return endings(stem, "", "s", "n", "nnen")
	}
	if stem, ending, ok := strings.Cut(notation, "/"); ok {
		return endings(stem, "", ending, "in", "innen")
	}
	if stem, ok := strings.CutSuffix(notation, "e"); ok {
		return endings(stem, "e", "en", "in", "innen")
	}
	if strings.HasSuffix(notation, "er") {
		return endings(notation, "", "s", "n", "in", "innen")
	}
	return []string{notation}
}

// wordsEN inflects an English adjective or word for inhabitants: Iraqi+ has a
// plural in -s, Frenchman% has its plural and its feminine, others are as they
// are.
func wordsEN(notation string) []string {
	if stem, ok := strings.CutSuffix(notation, "+"); ok {
		return endings(stem, "", "s")
	}
	if stem, ok := strings.CutSuffix(notation, "man%"); ok {
		return endings(stem, "man", "men", "woman", "women")
	}
	return []string{notation}
}

func endings(stem string, ends ...string) []string {
	forms := make([]string, len(ends))
	for i, e := range ends {
		forms[i] = stem + e
	}
	return forms
}

// cityPeopleDE are the German words in -er that a city's name may form:
// Berliner, Göttinger, Bremer and Bremener, Dresdner, Basler, Hallenser is
// irregular and not among them.
func cityPeopleDE(city string) []string {
	switch {
	case city == "" || strings.ContainsAny(city, "()/,") || strings.Contains(city, " am ") || strings.Contains(city, " an "):
		return nil
	case strings.HasSuffix(city, "ingen"):
		return endings(strings.TrimSuffix(city, "en"), "er")
	case strings.HasSuffix(city, "hausen"):
		return endings(strings.TrimSuffix(city, "en"), "er", "ener")
	case strings.HasSuffix(city, "el"), strings.HasSuffix(city, "en"):
		last := city[len(city)-1:]
		forms := endings(city[:len(city)-2], last+"er", "er")
		if last == "l" {
			forms = forms[:1]
		}
		return append(forms, city+"er")
	case strings.HasSuffix(city, "e"):
		return endings(city, "r")
	case strings.HasSuffix(city, "er"):
		return nil
	}
	return endings(city, "er")
}
