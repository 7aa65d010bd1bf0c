# Y cynllun fel llyfr, i'r cyhoedd.

book-title = { $title }: y rheolau
book-on-version = Fersiwn { $version }, o { $from }
book-on-version-to = Fersiwn { $version }, o { $from } i { $to }
book-unsaid = Nid yw'r cyngor wedi dweud.
book-about = Am y rheolau hyn
book-about-1 = Mae'r dudalen hon yn dangos yr holl reolau y mae'r cyngor yn eu defnyddio i gyfrifo cyllideb gyntaf i berson sydd angen cymorth.
book-about-2 = Y ffigur yw lle mae'r cynllunio'n dechrau. Nid terfyn ydyw, ac nid dyma'r hyn y cytunwyd arno eto.
book-about-3 = Gall unrhyw un ddefnyddio'r rheolau hyn i wirio ffigur.
book-scope = Ar gyfer beth mae'r arian
book-scope-in = Yn yr arian
book-scope-out = Nid yn yr arian
book-who = Ar gyfer pwy mae'r cynllun
book-excluded = Nid yw'r cynllun ar gyfer person os yw un o'r rhain yn wir.
book-referred = Mae person yn penderfynu os yw un o'r rhain yn wir.
book-nobody-excluded = Nid yw'r rheolau'n gadael neb allan.
book-when = Pryd mae hyn yn wir
book-facts = Beth a ofynnir am berson
book-fact-values = Beth y gall fod
book-questions = Y cwestiynau a'u pwyntiau
book-questions-lead = Mae pob ateb yn sgorio pwyntiau. Mae mwy o bwyntiau'n golygu mwy o angen am help.
book-checked-by = Pwy all wirio'r atebion: { $roles }.
book-statement = Ateb
book-each = Pob un: { $points }
book-number-from = rhif o { $from } i { $to }
book-scale = Y rhif yw'r pwyntiau.
book-between = Gall ateb fod rhwng dau sydd ochr yn ochr. Hanner ffordd y mae ei bwyntiau.
book-if-open = Os gadewir ef heb ei ateb mae'n sgorio { $points }.
book-no-help = Mae hwn yn wir os daw'r help i ben.
book-sums = O bwyntiau i arian
book-sums-lead = Gwneir y camau yn y drefn hon.
book-sum = Sut
book-when-not = Pan nad yw hyn yn wir: { $sum }
book-result = Dyma'r gyllideb gyntaf. Mae ar gyfer { $period }.
period-day = diwrnod
period-week = wythnos
period-month = mis
period-year = blwyddyn
book-year = Mae blwyddyn yn cyfrif fel { $weeks }, { $months } a { $days }.
book-numbers = Rhifau y mae'r cyngor yn eu pennu
book-tables = Tablau
book-table-for = Ar gyfer
book-table-gives = Yn rhoi
book-table-below = llai na hynny
book-table-above = mwy na hynny
book-table-refer = person sy'n penderfynu
book-table-chart = Siart o { $name }
book-table-chart-says = Mae'r gwerth yn mynd o { $low } i { $high }. Mae pob rhes yn y tabl oddi tano.
book-any = unrhyw un
book-from-to = { $from } i { $to }
book-from = { $from } a mwy
book-to = hyd at { $to }
book-money = Arian o leoedd eraill
book-cannot = Beth na all yr arian ei brynu
book-cannot-why = Pam
forbidden-illegal = Mae yn erbyn y gyfraith.
forbidden-puts_money_at_risk = Mae'n peryglu'r arian.
forbidden-someone_else_must_pay = Rhaid i rywun arall dalu amdano.
forbidden-not_a_need = Nid yw'n diwallu unrhyw angen.
forbidden-council_policy = Y cyngor sydd wedi penderfynu hynny.
book-kinds = Beth y gall yr arian ei brynu
book-kinds-lead = Dyma'r mathau o gymorth y mae pobl yn eu prynu. Help yw'r rhestr, nid bwydlen. Gall cynllun gynnwys pethau eraill.
book-rates = Beth yw cost cymorth yma
book-rate = Cyfradd
book-ways = Ffyrdd o ofalu am yr arian
book-checklist = Beth y mae'n rhaid i gynllun ei ddangos
book-pathway = Y camau o'r dechrau i'r diwedd
book-pathway-picture = Y camau, y naill o dan y llall
book-step-by = Pwy: { $roles }
book-step-target = I'w wneud o fewn { $days }
book-reviews = Edrych arno eto
book-review-after = { $name }: ar ôl { $length }
book-review-every = { $name }: bob { $length }
book-keep = Beth y gallwch ei gadw o arian sydd ar ôl: { $limit }.
book-keep-percent = { $percent } o'r gyllideb am flwyddyn
book-keep-weeks = { $weeks } o'r gyllideb
book-keep-payments = { $n ->
    [two] { $shown } daliad
    [few] { $shown } thaliad
    [many] { $shown } thaliad
   *[other] { $shown } taliad
}
book-keep-more = Os oes mwy, gall y cyngor ei gymryd yn ôl. Rhaid iddo ddweud wrthych yn gyntaf.
book-examples = Enghreifftiau wedi'u cyfrifo
book-examples-lead = { $n ->
    [one] Un enghraifft sydd.
   *[other] Nifer yr enghreifftiau: { $n }.
}
book-examples-hold = Daw pob un allan fel y mae wedi'i ysgrifennu yma.
book-examples-fail = Ni ddaw rhai allan fel y maent wedi'u hysgrifennu: { $count }.
book-example = Enghraifft
book-example-comes = Beth a ddaw allan
book-example-excluded = heb ei gynnwys
book-example-referred = person sy'n penderfynu
book-example-error = dim ateb
book-lints = Beth sy'n werth edrych arno
book-lints-lead = Mae rhaglen wedi darllen y rheolau. Cafodd hyd i'r pethau hyn y dylai rhywun edrych arnynt. Gallant fod yn iawn.
book-lints-none = Mae rhaglen wedi darllen y rheolau heb gael dim i edrych arno.
book-changes = Beth a newidiodd
book-changes-since = Nid yw'r pethau hyn fel yr oeddent yn fersiwn { $version }.
book-changes-none = Nid oes dim wedi newid ers fersiwn { $version }.
book-was = Cynt
book-is = Nawr
book-rule = Beth
