# Y llythyr. Brawddegau byr; dywedir ystyr gair anodd.

letter-title = Eich cyllideb ddangosol
letter-title-estimate = Amcangyfrif o'ch cyllideb
letter-title-excluded = Nid yw'r cynllun hwn ar eich cyfer chi
letter-title-referred = Bydd person yn pennu eich cyllideb
letter-for = Ar gyfer { $person }
letter-on = Cyfrifwyd ar gyfer { $date }
on-this-page = Ar y dudalen hon
figure = Eich ffigur
figure-week = Mae hynny tua { $amount }.
figure-year = Mae am y flwyddyn o { $from } hyd at { $to }.
figure-none = Nid oes ffigur
figure-not-yet = Nid oes ffigur eto
missing-translation = Geiriau'r cyngor ei hun yw rhai o'r geiriau yma. Nid yw wedi eu rhoi yn Gymraeg eto.

what-is = Beth yw'r ffigur hwn
what-is-first = Arweiniad cyntaf yw cyllideb ddangosol. Mae'n dweud faint o arian a all fod ar gael ar gyfer eich cymorth.
what-is-start = Dyma lle mae'r cynllunio'n dechrau. Nid terfyn ydyw.
what-is-agreed = Nid hon yw eich { $budget } eto. Bydd pobl yn cytuno ar honno gyda chi wedyn, pan fydd eich cynllun cymorth yn diwallu eich anghenion.
what-is-more = Os nad yw hyn yn ddigon i ddiwallu eich anghenion, dywedwch hynny. Gall y swm fod yn rhy isel i rai pobl.
what-is-less = Os yw eich cynllun cymorth yn diwallu eich anghenion am lai, mae hynny'n iawn hefyd.
agreed-budget = cyllideb y cytunwyd arni
checked-by = Mae eich atebion wedi cael eu gwirio. Pwy a'u gwiriodd: { $role }.
checked-by-on = Cafodd eich atebion eu gwirio ar { $date }. Pwy a'u gwiriodd: { $role }.
checked = Mae eich atebion wedi cael eu gwirio.
checked-on = Cafodd eich atebion eu gwirio ar { $date }.
not-checked = Nid yw eich atebion wedi cael eu gwirio eto. Felly amcangyfrif yw hwn. Gall newid.
not-checked-none = Nid yw eich atebion wedi cael eu gwirio eto.
who-answered = Pwy a roddodd yr atebion
who-checks = Gall y bobl hyn eu gwirio: { $roles }.
filled-in = Pwy a lenwodd yr atebion: { $who }.
filled-in-on = Pwy a lenwodd yr atebion ar { $date }: { $who }.
filled-in-helped = Pwy a helpodd: { $who }.

excluded-why = Pam nad oes ffigur
excluded-lead = Mae rheolau'r cynllun hwn yn dweud ar gyfer pwy y mae. Yn ôl y rheolau hynny, nid yw ar eich cyfer chi. Dyma pam.
excluded-not-no = Am y cynllun hwn yn unig y mae hyn. Nid yw'n dweud nad oes angen help arnoch. Gofynnwch pa help arall sydd ar gael.
referred-why = Pam mae person yn penderfynu
referred-lead = Mae'r cyfrifo'n stopio yma, ac mae person yn edrych ar yr hyn sydd ei angen arnoch. Y person hwnnw sy'n pennu'r ffigur ac yn dweud pam.
referred-not-no = Nid oes dim wedi cael ei wrthod.
referred-table = Mae'r tabl { $name } yn dweud bod person yn penderfynu yma.
reason = Rheswm: { $why }.

how = Sut y cyfrifwyd y ffigur
how-lead = { $steps ->
    [one] Un cam sydd.
    [two] Mae 2 gam. Mae pob un yn defnyddio eich atebion, neu gam uwch ei ben.
    [few] Mae 3 cham. Mae pob un yn defnyddio eich atebion, neu gam uwch ei ben.
    [many] Mae 6 cham. Mae pob un yn defnyddio eich atebion, neu gam uwch ei ben.
   *[other] Mae { $steps } cam. Mae pob un yn defnyddio eich atebion, neu gam uwch ei ben.
}
how-lead-referred = Dyma'r camau y gellid eu gwneud. Nid cyllideb ydynt.
step = Cam { $number }
step-points = Mae pob ateb yn sgorio pwyntiau. Adiwch nhw at ei gilydd.
step-normal = Defnyddiwyd y cyfrifiad arferol.
step-other = Ni ddefnyddiwyd y cyfrifiad arferol.
step-result = Dyma eich ffigur.
step-open = Ni chyfrifwyd y cam hwn. Person sy'n penderfynu.
source = O ble y daw'r rheol hon: { $source }.
source-illustrative = Rhif dychmygol, fel enghraifft, yw hwn.
illustrative = Enghraifft

answers = Eich atebion a'u pwyntiau
answers-lead = Mae pwyntiau'n dangos faint o help sydd ei angen arnoch. Nid marciau ydynt. Nid yw sgôr isel yn beth drwg.
answers-total = Eich holl bwyntiau: { $points }
answers-chart = Pwyntiau fesul adran
answers-bar = { $name }: { $points } o { $most }
question = Cwestiwn
answer = Eich ateb
points = Pwyntiau
section-points = Pwyntiau yn yr adran hon: { $points } o { $most }
answer-between = rhwng “{ $low }” a “{ $high }”
nothing-ticked = dim wedi'i dicio
not-asked = heb ei ofyn i chi
not-answered = heb ei ateb
not-known = ddim yn hysbys
part-natural_support = Mae'r rhain am yr help a gewch yn awr gan deulu, ffrindiau a chymdogion.
part-carer = Mae'r rhain am eich gofalwr.
needs = Beth mae eich atebion yn ei ddangos
needs-lead = Mae eich atebion yn dangos bod angen help arnoch gyda'r pethau hyn:
needs-none = Nid yw eich atebion yn dangos unrhyw angen yn y rhan hon o'r rheolau.
needs-eligible = Yn ôl y cyngor, rhaid i'ch cynllun cymorth gynnwys y rhain:
needs-eligible-none = Yn ôl y cyngor, nid oes angen y mae'n rhaid i'ch cynllun cymorth ei gynnwys.

facts = Beth arall a ddefnyddiwyd
fact = Beth
value = Beth a ddywedwyd wrthym

numbers = Rhifau y mae'r cyngor wedi eu pennu
numbers-lead = Mae'r cyfrifiad yn defnyddio'r rhifau hyn. Maent yr un fath i bawb.
number-what = Rhif
number-value = Faint
number-from = O
number-source = O ble y daw

not-applied = Rheolau na chawsant eu defnyddio
not-applied-lead = Edrychwyd ar y rheolau hyn. Nid ydynt yn newid eich ffigur.
rule = Rheol
rule-why = Pam na chafodd ei defnyddio

views = Pan fydd pobl yn gweld pethau'n wahanol
views-lead = Ni roddodd pawb yr un ateb. Cedwir pob un yma. Nid yw'n newid eich ffigur.
view-who = Pwy
view-says = Ei ateb
view-reason = Ei reswm
view-points = Pwyntiau y byddai'n eu rhoi
view-counted = Pwyntiau sy'n cyfrif

stopped = Pe na bai eich teulu a'ch ffrindiau yn gallu helpu
stopped-lead = Mae rhai o'ch atebion yn cyfrif yr help a gewch yn awr gan deulu, ffrindiau a chymdogion. Nid oes rhaid i neb roi'r help hwnnw.
stopped-figure = Pe bai'n dod i ben, y ffigur fyddai { $year }. Mae hynny tua { $week }.
stopped-same = Pe bai'n dod i ben, yr un fyddai'r ffigur.
stopped-person = Pe bai'n dod i ben, byddai person yn pennu eich cyllideb.
stopped-unknown = Nid yw'r rheolau'n gadael i ni gyfrifo'r ffigur heb yr help hwnnw. Gofynnwch i'r cyngor edrych arno.
stopped-tell = Os daw'r help hwn i ben neu os bydd yn newid, dywedwch wrthym ar unwaith. Wedyn edrychir eto ar eich cyllideb.

money = Arian o leoedd eraill
money-lead = Daw peth arian o gronfeydd eraill. Gall fod yn rhan o'ch ffigur, neu gael ei ychwanegu ato.
money-fund = Cronfa
money-amount = Faint
money-what = Beth mae'n ei olygu
money-inside = Mae'n rhan o'r ffigur.
money-on-top = Mae'n cael ei ychwanegu at y ffigur.
money-once = Fe'i telir unwaith. Nid yw yn y ffigur am y flwyddyn.
money-to-apply = Mae angen i chi ofyn amdano o hyd. Nid yw'n cael ei gyfrif.
money-applied = Gofynnwyd amdano. Nid oes ateb eto. Nid yw'n cael ei gyfrif.
money-refused = Fe'i gwrthodwyd. Nid yw'n cael ei gyfrif.
money-not-eligible = Ni allwch ei gael. Nid yw'n cael ei gyfrif.
money-paid-once = { $amount }, unwaith
money-and-year = { $amount } ({ $year })
money-social-care = Beth mae gofal cymdeithasol yn ei dalu
money-together = Yr holl arian gyda'i gilydd
note-surplus = { $name }: mae { $amount } yn fwy na'r ffigur y mae'n rhan ohono. Gofynnwch i rywun edrych ar hyn.
note-floor = { $name }: dylai gofal cymdeithasol dalu { $required }. Mae'n talu { $amount }. Gofynnwch i rywun edrych ar hyn.
note-share = { $name }: yn ôl y rheolau byddai'n { $required }. Mae'n { $amount }. Gofynnwch i rywun edrych ar hyn.
note-apply = Gofynnwch am hyn cyn gwneud eich cynllun cymorth: { $name }.

next = Beth sy'n digwydd nesaf
next-talk = Siaradwch am y ffigur hwn â phobl yr ydych yn ymddiried ynddynt.
next-plan = Gwnewch gynllun cymorth. Mae'n dweud sut y byddwch yn defnyddio'r arian i fyw eich bywyd.
next-check = Mae'r cyngor yn gwirio eich cynllun cymorth. A yw'n diwallu eich anghenion? A yw'n gyfreithlon? A yw'r arian yn ddigon?
next-agree = Wedyn cytunir ar eich cyllideb gyda chi, a gall eich cymorth ddechrau.
next-review = Yn nes ymlaen edrychir eto ar y cynllun cymorth, i weld a yw'n dal i weithio.
next-steps = Camau eich cyngor:
next-may-skip = os ydych am ei gael
next-if-needed = os oes ei angen
next-excluded-ask = Gofynnwch i'r cyngor pa help sydd ar gael i chi.
next-excluded-again = Os bydd eich bywyd yn newid, gofynnwch eto.
next-referred-look = Mae rhywun yn edrych ar yr hyn sydd ei angen arnoch. Efallai y gofynnir mwy i chi.
next-referred-tell = Cewch wybod beth yw'r ffigur, a'r rhesymau drosto.

disagree = Os nad ydych yn cytuno
disagree-lead = Gallwch ofyn i rywun edrych ar hyn eto. Gallwch wneud hynny unrhyw bryd.
disagree-wrong = Os yw ateb yn anghywir, dywedwch pa un. Mae'r tablau ar y dudalen hon yn dangos beth a ddefnyddiwyd.
disagree-how = Sut i wneud hynny: { $how }
disagree-then = Wedyn mae'n mynd at y bobl hyn, y naill ar ôl y llall:
disagree-days = { $days ->
    [two] Cewch ateb o fewn { $days } ddiwrnod.
   *[other] Cewch ateb o fewn { $days } diwrnod.
}
disagree-unsaid = Nid yw rheolau eich cyngor yn dweud sut. Gofynnwch i'r cyngor sut i wneud cwyn.
help = Pwy all eich helpu
help-unsaid = Nid yw rheolau eich cyngor yn enwi neb. Gofynnwch i'r cyngor pwy all siarad ar eich rhan.

sources = O ble y daw'r rheolau
sources-lead = Mae ffynhonnell i bob rheol. Y ffynhonnell yw lle cafodd y rheol ei hysgrifennu.

words = Ystyr rhai geiriau
word-indicative = Cyllideb ddangosol
word-indicative-means = Arweiniad cyntaf i'r arian a all fod ar gael ar gyfer eich cymorth. Yma mae'r cynllunio'n dechrau.
word-points = Pwyntiau
word-points-means = Rhif am bob ateb. Mae mwy o bwyntiau'n golygu mwy o angen am help.
word-plan = Cynllun cymorth
word-plan-means = Eich cynllun ar gyfer defnyddio'r arian a byw eich bywyd.
word-social-care = Gofal cymdeithasol
word-social-care-means = Help gan y cyngor gyda bywyd bob dydd.
word-rulebook = Llyfr rheolau
word-rulebook-means = Rheolau'r cyngor, gyda'i holl rifau, i bawb eu gweld.

foot-rules = Y rheolau a ddefnyddiwyd
foot-version = Fersiwn { $version }
foot-digest = Nod y rheolau hyn: { $digest }
foot-check = Gall unrhyw un wneud y cyfrifiad hwn eto o'ch atebion a'r rheolau hyn. Yr un ffigur a geir.
