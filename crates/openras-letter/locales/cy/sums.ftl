# Sut y dywedir swm.

sum-smallest = y lleiaf o'r rhain: { $list }
sum-largest = y mwyaf o'r rhain: { $list }
sum-daily = { $value } fel swm dyddiol ({ $how })
sum-weekly = { $value } fel swm wythnosol ({ $how })
sum-monthly = { $value } fel swm misol ({ $how })
sum-yearly = { $value } fel swm blynyddol ({ $how })
sum-step = { $value } (o gam { $number })
sum-named = { $value } ({ $name })
sum-most = { $value } (y nifer mwyaf o bwyntiau posibl)
sum-least = { $value } (y nifer lleiaf o bwyntiau posibl)
sum-rounded = { $value } ({ $how })
sum-table = { $value } (o'r tabl { $name })
sum-set = Y cyngor sydd wedi pennu'r rhif hwn.

round-nearest-GBP-2 = wedi'i dalgrynnu i'r geiniog agosaf
round-nearest-GBP-0 = wedi'i dalgrynnu i'r bunt agosaf
round-nearest-EUR-2 = wedi'i dalgrynnu i'r sent agosaf
round-nearest-EUR-0 = wedi'i dalgrynnu i'r ewro agosaf
round-nearest-USD-2 = wedi'i dalgrynnu i'r sent agosaf
round-nearest-USD-0 = wedi'i dalgrynnu i'r ddoler agosaf
round-nearest-JPY-0 = wedi'i dalgrynnu i'r yen agosaf
round-down-GBP-2 = wedi'i dalgrynnu i lawr i'r geiniog
round-down-GBP-0 = wedi'i dalgrynnu i lawr i'r bunt
round-down-EUR-2 = wedi'i dalgrynnu i lawr i'r sent
round-down-EUR-0 = wedi'i dalgrynnu i lawr i'r ewro
round-down-USD-2 = wedi'i dalgrynnu i lawr i'r sent
round-down-USD-0 = wedi'i dalgrynnu i lawr i'r ddoler
round-down-JPY-0 = wedi'i dalgrynnu i lawr i'r yen
round-up-GBP-2 = wedi'i dalgrynnu i fyny i'r geiniog
round-up-GBP-0 = wedi'i dalgrynnu i fyny i'r bunt
round-up-EUR-2 = wedi'i dalgrynnu i fyny i'r sent
round-up-EUR-0 = wedi'i dalgrynnu i fyny i'r ewro
round-up-USD-2 = wedi'i dalgrynnu i fyny i'r sent
round-up-USD-0 = wedi'i dalgrynnu i fyny i'r ddoler
round-up-JPY-0 = wedi'i dalgrynnu i fyny i'r yen
round-nearest-places = { $places ->
    [0] wedi'i dalgrynnu i'r rhif cyfan agosaf
    [two] wedi'i dalgrynnu i { $places } le degol
   *[other] wedi'i dalgrynnu i { $places } lle degol
}
round-down-places = { $places ->
    [0] wedi'i dalgrynnu i lawr i rif cyfan
    [two] wedi'i dalgrynnu i lawr i { $places } le degol
   *[other] wedi'i dalgrynnu i lawr i { $places } lle degol
}
round-up-places = { $places ->
    [0] wedi'i dalgrynnu i fyny i rif cyfan
    [two] wedi'i dalgrynnu i fyny i { $places } le degol
   *[other] wedi'i dalgrynnu i fyny i { $places } lle degol
}
round-nearest-to = wedi'i dalgrynnu i'r { $step } agosaf
round-down-to = wedi'i dalgrynnu i lawr i'r { $step } nesaf
round-up-to = wedi'i dalgrynnu i fyny i'r { $step } nesaf
round-sentence = Mae'r ateb { $how }.
round-half-away = Mae hanner yn mynd i fyny.
round-half-even = Mae hanner yn mynd at yr eilrif nesaf ato.

table-says = Defnyddiwyd y tabl { $name }. Ar gyfer { $key } mae'n dweud { $value }.
table-row = Mae'r rhes yn mynd o { $from } i { $to }.
table-row-up-to = Mae'r rhes yn mynd hyd at { $to }.
table-row-from = Mae'r rhes yn mynd o { $from } i fyny.
table-row-at = Y rhes yw'r un ar gyfer { $at }.
table-row-nearest = Y rhes agosaf yw'r un ar gyfer { $at }.
table-row-between = Mae hyn ar y llinell o { $from } ({ $low }) i { $to } ({ $high }).
table-row-beyond = Dyma a ddywed y tabl y tu hwnt i'w res olaf.

why-is = { $name }: { $value }
why-less = mae { $left } yn llai na { $right }
why-not-less = nid yw { $left } yn llai na { $right }
why-more = mae { $left } yn fwy na { $right }
why-not-more = nid yw { $left } yn fwy na { $right }
why-same = mae { $left } yr un fath â { $right }
why-not-same = nid yw { $left } yr un fath â { $right }
why-before = mae { $left } cyn { $right }
why-not-before = nid yw { $left } cyn { $right }
why-after = mae { $left } ar ôl { $right }
why-not-after = nid yw { $left } ar ôl { $right }
why-one-of = mae { $left } yn un o'r rhain: { $list }
why-not-one-of = nid yw { $left } yn un o'r rhain: { $list }
why-ticked = { $name }: mae { $statement } wedi'i dicio
why-not-ticked = { $name }: nid yw { $statement } wedi'i dicio
why-all-of = pob un o'r rhain: { $list }
why-any-of = o leiaf un o'r rhain: { $list }

sum-if = { $value } os yw hyn yn wir: { $condition }
sum-otherwise = os nad yw: { $value }
name-points = yr holl bwyntiau
name-points-of = pwyntiau { $names }
name-most = y nifer mwyaf o bwyntiau posibl
name-most-of = y nifer mwyaf o bwyntiau posibl ar gyfer { $names }
name-least = y nifer lleiaf o bwyntiau posibl
name-least-of = y nifer lleiaf o bwyntiau posibl ar gyfer { $names }
name-year-day = diwrnodau'r flwyddyn
name-year-week = wythnosau'r flwyddyn
name-year-month = misoedd y flwyddyn
name-year-year = un flwyddyn
name-day = diwrnod y cwestiynau
name-table = yr hyn a ddywed y tabl { $name } ar gyfer { $key }
