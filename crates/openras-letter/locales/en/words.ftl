# Days, numbers with what they count, and what people are called.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date = { $day } { $month } { $year }

unit-point = { $n ->
    [one] { $shown } point
   *[other] { $shown } points
}
unit-hour = { $n ->
    [one] { $shown } hour
   *[other] { $shown } hours
}
unit-day = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}
unit-week = { $n ->
    [one] { $shown } week
   *[other] { $shown } weeks
}
unit-month = { $n ->
    [one] { $shown } month
   *[other] { $shown } months
}
unit-year = { $n ->
    [one] { $shown } year
   *[other] { $shown } years
}
unit-visit = { $n ->
    [one] { $shown } visit
   *[other] { $shown } visits
}
unit-mile = { $n ->
    [one] { $shown } mile
   *[other] { $shown } miles
}
unit-person = { $n ->
    [one] { $shown } person
   *[other] { $shown } people
}
unit-night = { $n ->
    [one] { $shown } night
   *[other] { $shown } nights
}
unit-item = { $n ->
    [one] { $shown } item
   *[other] { $shown } items
}

each-point = { $amount } a point
each-hour = { $amount } an hour
each-day = { $amount } a day
each-week = { $amount } a week
each-month = { $amount } a month
each-year = { $amount } a year
each-visit = { $amount } a visit
each-mile = { $amount } a mile
each-person = { $amount } a person
each-night = { $amount } a night
each-item = { $amount } an item
each-number = { $amount } for each

yes = Yes
no = No
quoted = “{ $words }”

role-you = you
role-person = person
role-carer = carer
role-family_member = family member
role-friend = friend
role-neighbour = neighbour
role-advocate = advocate
role-representative = representative
role-nominee = nominee
role-authorised_person = authorised person
role-broker = broker
role-social_worker = social worker
role-community_nurse = community nurse
role-care_manager = care manager
role-case_manager = case manager
role-case_holder = case holder
role-care_coordinator = care co-ordinator
role-lead_professional = lead professional
role-support_worker = support worker
role-team_manager = team manager
role-resources_panel = resources panel
role-risk_panel = risk panel
role-safeguarding_lead = safeguarding lead
role-finance = finance team
role-payroll = payroll
role-provider = provider
role-commissioner = commissioner
role-reviewer = reviewer
role-auditor = auditor
role-adult_social_care = adult social care
role-nhs = health service
