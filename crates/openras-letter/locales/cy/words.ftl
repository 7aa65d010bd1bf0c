# Dyddiau, rhifau gyda'r hyn y maent yn ei gyfrif, a'r enwau ar bobl.

month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr
date = { $day } { $month } { $year }

# Unigol sy'n dilyn rhif: treiglad meddal ar ôl dau a dwy, llaes ar ôl tri a chwech (gwrywaidd).
unit-point = { $n ->
    [two] { $shown } bwynt
    [few] { $shown } phwynt
    [many] { $shown } phwynt
   *[other] { $shown } pwynt
}
unit-hour = { $n ->
   *[other] { $shown } awr
}
unit-day = { $n ->
    [two] { $shown } ddiwrnod
   *[other] { $shown } diwrnod
}
unit-week = { $n ->
   *[other] { $shown } wythnos
}
unit-month = { $n ->
    [two] { $shown } fis
   *[other] { $shown } mis
}
unit-year = { $n ->
    [one] { $shown } flwyddyn
    [two] { $shown } flynedd
    [few] { $shown } blynedd
    [many] { $shown } blynedd
   *[other] { $shown } mlynedd
}
unit-visit = { $n ->
   *[other] { $shown } ymweliad
}
unit-mile = { $n ->
    [one] { $shown } filltir
    [two] { $shown } filltir
   *[other] { $shown } milltir
}
unit-person = { $n ->
    [two] { $shown } berson
    [few] { $shown } pherson
    [many] { $shown } pherson
   *[other] { $shown } person
}
unit-night = { $n ->
   *[other] { $shown } noson
}
unit-item = { $n ->
   *[other] { $shown } eitem
}

each-point = { $amount } y pwynt
each-hour = { $amount } yr awr
each-day = { $amount } y dydd
each-week = { $amount } yr wythnos
each-month = { $amount } y mis
each-year = { $amount } y flwyddyn
each-visit = { $amount } yr ymweliad
each-mile = { $amount } y filltir
each-person = { $amount } y person
each-night = { $amount } y noson
each-item = { $amount } yr eitem
each-number = { $amount } yr un

yes = Ie
no = Na
quoted = “{ $words }”

role-you = chi
role-person = person
role-carer = gofalwr
role-family_member = aelod o'r teulu
role-friend = ffrind
role-neighbour = cymydog
role-advocate = eiriolwr
role-representative = cynrychiolydd
role-nominee = enwebai
role-authorised_person = person awdurdodedig
role-broker = brocer
role-social_worker = gweithiwr cymdeithasol
role-community_nurse = nyrs gymunedol
role-care_manager = rheolwr gofal
role-case_manager = rheolwr achos
role-case_holder = deiliad achos
role-care_coordinator = cydlynydd gofal
role-lead_professional = gweithiwr proffesiynol arweiniol
role-support_worker = gweithiwr cymorth
role-team_manager = rheolwr tîm
role-resources_panel = panel adnoddau
role-risk_panel = panel risg
role-safeguarding_lead = arweinydd diogelu
role-finance = tîm cyllid
role-payroll = tîm cyflogau
role-provider = darparwr
role-commissioner = comisiynydd
role-reviewer = adolygydd
role-auditor = archwilydd
role-adult_social_care = gofal cymdeithasol i oedolion
role-nhs = gwasanaeth iechyd
