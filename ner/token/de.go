package token

import "strings"

var german = &language{
	abbreviations: germanAbbreviations(),
	starters: set(`Der Die Das Dem Den Des Ein Eine Einen Einem Einer Eines Er Sie Es Wir Ich Ihr Man Wer Was Wie Wo
		Wann Warum Wieso Weshalb Welche Welcher Welches Dies Diese Dieser Dieses Diesem Diesen Jene Jener Jenes
		Jede Jeder Jedes Alle Viele Einige Mehrere Manche Beide Kein Keine Keiner Sein Seine Seinen Seiner Ihre
		Ihren Ihrem Ihrer Unser Unsere Mein Meine Dein Deine In Im Am An Auf Aus Bei Beim Bis Durch Für Gegen Hinter
		Mit Nach Neben Ohne Seit Trotz Über Um Unter Von Vom Vor Wegen Während Zu Zum Zur Zwischen Laut Gemäss
		Gemäß Innerhalb Ausserhalb Außerhalb Und Oder Aber Denn Doch Sondern Dass Ob Wenn Weil Als Nachdem Bevor
		Obwohl Damit Da Dann Dort Hier Heute Gestern Morgen Nun Jetzt Damals Danach Davor Dabei Dazu Dafür Dagegen
		Daher Deshalb Deswegen Darum Dennoch Trotzdem Jedoch Allerdings Auch Nur Noch Schon So Sogar Sowohl
		Weder Entweder Zudem Ausserdem Außerdem Ferner Weiter Weitere Insgesamt Inzwischen Mittlerweile Zuvor
		Zunächst Zuletzt Später Früher Bereits Erst Nicht Nichts Niemand Etwa Rund Mehr Wenige Zahlreiche
		Anschliessend Anschließend Schliesslich Schließlich Dazwischen Darüber Darauf Daraus Hinzu Ebenso Bislang
		Bisher Seither Seitdem Vielmehr Vielleicht Wird Wurde Wurden Ist Sind War Waren Hat Haben Kann Soll Will`),
	lettered: set(`Plan Vitamin Typ Klasse Gruppe Gruppen Hepatitis Variante Phase Liga Teil Anhang Blutgruppe Block
		Serie Kategorie Stufe Haus Gate Terminal Zone Punkt Buchstabe Buchstaben`),
	zones: map[string]bool{},
	months: set(`Januar Jänner Jenner Februar Feber März April Mai Juni Juno Juli Julei August September Oktober November
		Dezember Jan Jän Feb Febr Mär Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez JANUAR JÄNNER FEBRUAR MÄRZ APRIL MAI
		JUNI JULI AUGUST SEPTEMBER OKTOBER NOVEMBER DEZEMBER`),
	ranked: ranked(`jahrhundert jahrhunderts jahrhunderte jahrhunderten jahrtausend jahrtausends jh jhd jhdt jahrzehnt
		jahr jahre jahres jahren tag tage tages tags tagen woche wochen monat monats monate quartal quartals
		semester semesters halbjahr halbjahres trimester stunde stunden minute minuten sekunde sekunden
		geburtstag geburtstags geburtstages geburtstage todestag todestags todestages jahrestag jahrestags
		jahrestages jubiläum jubiläums hochzeitstag namenstag
		liga bundesliga division klasse klassen platz platzes plätze rang rangs ränge runde runden spieltag spieltags
		spieltages spiel spiels spieles satz satzes drittel drittels etappe etappen lauf laufs halbzeit lauf tor
		treffer sieg sieges siege niederlage saison partie durchgang durchgangs anlauf versuch mal
		auflage auflagen ausgabe ausgaben band bandes bände kapitel kapitels absatz teil teils akt akts folge
		folgen staffel staffeln version strophe vers
		stock stocks stockwerk stockwerks etage obergeschoss obergeschosses obergeschoß untergeschoss og ug
		bezirk bezirks bezirkes wahlkreis wahlperiode legislaturperiode kongress parlament arrondissement
		arrondissements bataillon bataillons division armee kompanie regiment regiments brigade flotte
		präsident präsidenten präsidentin könig papst kaiser dalai
		internationale internationalen internationales internationaler deutsche deutschen deutscher
		weltkrieg weltkriegs weltkrieges republik lesung sitzung tagung konferenz festspiele festival festivals
		symphonie sinfonie klavierkonzert klavierkonzerts änderungsgesetz gebot zusatzartikel breitengrad
		längengrad lebensjahr lebensjahres lebenswoche schwangerschaftswoche
		FC FFC FSV FCN FCK SC SV SSV TSV TSG TV VC VfB VfL VfR CfR BC HC EHC Fc mai-feier armeekorps dynastie jahrgang jahrgangs bauabschnitt bauabschnitts`),
	determiners: set(`der die das dem den des am vom zum zur im beim ins ans ein eine einen einem einer eines sein seine seinen
		seinem seiner seines ihr ihre ihren ihrem ihrer ihres mein meine meinen meinem meiner unser unsere unserem
		unseren dieser diese dieses diesem diesen jeder als jede jedes jedem jeden dessen deren
		Der Die Das Dem Den Des Am Vom Zum Zur Im Beim Ein Eine Einen Sein Seine Seinen Ihr Ihre Ihren`),
	dayward:      set(`am vom zum den dem der Am Vom Zum Den Dem`),
	conjunctions: strings.Fields("und oder bzw. sowie , / und/oder beziehungsweise wie als"),
}

// ranked is the set of the nouns in list, lower-case for the heads of
// compounds (Viertelfinalminute) and capitalised.
func ranked(list string) map[string]bool {
	m := set(list)
	for _, w := range strings.Fields(list) {
		m[strings.ToUpper(w[:1])+w[1:]] = true
	}
	return m
}

// suffixNoun is the longest proper ending of a compound that is itself a noun
// which ordinals stand before, or "".
func suffixNoun(word string) string {
	for k := 3; k < len(word)-2 && k < 40; k++ {
		if german.ranked[word[k:]] {
			return word[k:]
		}
	}
	return ""
}

func germanAbbreviations() map[string]abbreviation {
	m := map[string]abbreviation{}
	// Connectives and references.
	abbreviate(m, plain, `bzw bspw bes besond bezgl bezügl betr Betr ca circa cca dh d.h evtl evt event eigtl entspr
		ehem einschl ausschl exkl inkl incl excl ggf ggfs gegebf insb insbes i.d.R i.e i.S m.E m.W o.g o.ä resp sog s.o s.u
		u.a.m u.U u.Z vgl Vgl vglw v.a v.Chr n.Chr z.B Z.B z.T z.Zt z.Z zB zt zw zzgl abzgl abz zuz zzt u.a U.a i.A i.V
		p.a d.J d.M a.D i.R s.a u.ä ugs urspr wg rd Rd mind max min mögl teilw tlw überw übl jew jährl monatl tägl wöchentl stdl
		lt Lt gem gemäß allg allgem bisl einschließl grds grundsätzl hpts hauptsächl lfd ltd stellv stv Stv verm versch
		verschied vorl vorläuf gegr gez geb Geb gest verh verw verst Verf verf Hrsg Hg hrsg hg Herausg übers Übers Anm Red red
		bearb Bearb zit Zit ebd a.a.O am.S chem phys math med jur phil rer nat theol oec habil iur h.c lic Lic cand
		dipl Dipl Univ univ dt deutschspr engl frz franz ital span lat griech russ amerik österr schweiz schweizer europ
		internat öffentl polit wirtsch wiss kath evang ev prot röm jüd islam slaw poln tschech ungar türk arab chin jap
		südl nördl östl westl nordöstl nordwestl südöstl südwestl ob unt ober ml hl Hl Hll`)
	// Titles, forms of address, professions, ranks.
	abbreviate(m, plain, `Dr Dres Prof Proff Mag Ing Dipl-Ing DI Hr Hrn Fr Frl Fam Fa Gebr Gebrüd St Ste Sta Sr Msgr Mgr Pfr Past Pst
		Mr Mrs Ms Mme Mlle Bgm Abg Präs Vizepräs Vors Sekr Gouv Insp Komm Kdt Kpt Kapt Hptm Oblt Olt Ltn Lt Maj Oberstlt
		Obstlt Brig Div Uffz Fw Feldw Gefr Wm Adj Hptfw Admin Adm Gen Genlt GenLt Sgt Capt Col Cpt Cmdr Sen Rep Gov Rev Hon
		Dir Doz Ass RA StR OStR Kard Ebf Bf Erzb Dkfm Komm-Rat KommR Hofr LAbg NRAbg`)
	abbreviate(m, title, `Kom Kan Herz Univ-Prof`)
	// Before a number.
	abbreviate(m, plain, `Nr Nrn Nrr Nro Ziff Abb Abbild Anh Bd Bde Aufl Ausg Jg Jgg Kap Hft Rn Rz Rdnr Az AZ Fn Tel Fax Telef
		Postf Pos Tab Taf Abschn Abt Anl Blg Einw Rspr Ausf Urt Beschl`)
	abbreviate(m, numbered, `Art Artt Abs Par Lit lit Str No no Vol vol pp S Pkt Pt Sp Bl Mk Op op Fig Ref`)
	// Measures, money, time: at the end of a sentence too.
	abbreviate(m, final, `Mio Mill Mrd Mia Md Tsd Std Stdn Sek Stk Stck Ztr Pfd Pf Rp Rpf Kr öS sFr SFr sfr Pers Expl
		Jh Jhd Jhdt Jht Jhs Jahrh qm cbm Jän Jänn Feb Febr Mrz Okt Dez Sept Nov Apr Aug Einw
		u.dgl usf dgl ff f e.V e.G Ges mbH Co Corp Inc Ltd Bros Cie Jr jr jun sen Sen Jun Nachf N.V S.A S.p.A B.V A.G A/S
		Kt Ktn Bez Pl Plz Gde Krs Krfr i.Br a.M a.d b i.B i.E o.J o.O`)
	abbreviate(m, dated, `Jan Jun Jul Sep Mär Mo Di Mi Do Sa So`)
	abbreviate(m, unit, `Min min Sek sec Bio Bill Trd Trill`)
	// Broadcasters.
	abbreviate(m, plain, `Sat.1 SAT.1`)
	abbreviate(m, closing, `usw etc u.s.w u.ä.m u.v.m u.v.a`)
	// Streets.
	abbreviate(m, final, `Str str`)
	return m
}
