package token

import "strings"

var english = &language{
	abbreviations: englishAbbreviations(),
	starters: set(`The A An This That These Those He She It They We You I There Here In On At By For From With Without Of To
		Into Over Under After Before During Since Until Through Against Among Between About Above Below Despite
		And But Or Nor So Yet If When While Because Although Though As Unless Whereas Whether Where Why What Who
		Which How His Her Its Their Our My Your Some Many Most Several Few All Both Each Every Any No Not None
		Another Other Others Such However Meanwhile Moreover Furthermore Therefore Thus Still Also Then Now Today
		Yesterday Tomorrow Later Earlier Once Only Even Just Perhaps Nearly Almost More Less According Asked
		Is Are Was Were Has Have Had Do Does Did Can Could Would Should Nobody Nothing Everyone Everything
		Instead Indeed Additionally Besides Last Next One Two`),
	lettered: set(`Plan Vitamin Type Class Group Hepatitis Section Part Phase Grade Gate Terminal Zone Point Appendix Exhibit
		Channel Block Team Letter Category Schedule Title vitamin type class group section part grade letter`),
	zones: set(`EST EDT ET CST CDT CT MST MDT PST PDT PT GMT BST UTC CET CEST IST Eastern Central Mountain Pacific Monday
		Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
		September October November December Greenwich`),
	months:       map[string]bool{},
	ranked:       map[string]bool{},
	determiners:  map[string]bool{},
	dayward:      map[string]bool{},
	conjunctions: strings.Fields("and/or"),
}

func englishAbbreviations() map[string]abbreviation {
	m := map[string]abbreviation{}
	// Titles, forms of address, ranks, offices (AP Stylebook and service manuals).
	abbreviate(m, plain, `Mr Mrs Ms Mx Messrs Mme Mmes Mlle Dr Drs Prof Profs Rev Revs Fr Msgr Hon Rt St Ste Sts Sta Bro
		Sen Sens Rep Reps Gov Govs Lt Lieut Atty Asst Assn Assoc Dist Supt Pres Amb Sec Secy Treas Insp Det Supt Ald
		Gen Maj Brig Col Cmdr Cdr Comdr Capt Cpt Adm Vice-Adm Rear-Adm Sgt Sgts Cpl Pvt PFC Pfc Spc Spec Ens Lance Ltc Lt-Col
		Lt-Gen Maj-Gen CPO Cmdt Comm Commr Dir Dep Mgr Eng Gens Cols Capts`)
	abbreviate(m, plain, `vs v i.e e.g eg ie cf viz approx est ca c incl excl resp fl N.B P.S a.k.a aka n.b
		Mt Mts Ft Pk Eds transl trans repr`)
	abbreviate(m, numbered, `No Nos no nos Art Arts art Fig Figs fig Vol Vols vol Ch ch p pp Pt pt Sec sec Sect Par para Ext ext Op op
		Ex Eq Ref Reg`)
	abbreviate(m, numbered, `Rs Re Sh Shs Ksh KSh Tk`) // currencies
	// Companies, generations, places, general.
	abbreviate(m, final, `Inc Corp Co Cos Ltd Bros LLC Plc PLC Pty Pte Intl Int'l Mfg Jr Sr Esq Ave Blvd Rd Hwy Pkwy Dept Depts
		Univ U.S U.N U.K U.S.A D.C E.U B.C A.D L.A N.Y Ph.D M.D B.A M.A B.Sc M.Sc LL.B LL.M D.D.S J.D R.N N.H N.J N.M N.C N.D R.I S.C S.D W.Va P.R
		Tel tel Est Bldg Apt cent yr yrs hr hrs wk wks mo mos sq cu lb lbs oz ft gal mpg`)
	abbreviate(m, closing, `a.m p.m A.M P.M etc ect al`)
	abbreviate(m, dated, `Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun`)
	abbreviate(m, unit, `in min sec`)
	// States and provinces as the AP Stylebook had them, and older forms.
	abbreviate(m, region, `Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Md Mass Mich Minn Miss Mo Mont Neb Nebr Nev
		Okla Ore Oreg Pa Penn Penna Tenn Tex Vt Va Wash Wis Wisc Wyo Que Ont Alta Sask Man Nfld
		Id Ida Me Mex Eng Scot Ire Aust Va`)
	return m
}
