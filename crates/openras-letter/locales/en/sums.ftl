# How a sum is said.

sum-smallest = the smallest of these: { $list }
sum-largest = the largest of these: { $list }
sum-daily = { $value } as a daily amount ({ $how })
sum-weekly = { $value } as a weekly amount ({ $how })
sum-monthly = { $value } as a monthly amount ({ $how })
sum-yearly = { $value } as a yearly amount ({ $how })
sum-step = { $value } (from step { $number })
sum-named = { $value } ({ $name })
sum-most = { $value } (the most points there can be)
sum-least = { $value } (the fewest points there can be)
sum-rounded = { $value } ({ $how })
sum-table = { $value } (from the table { $name })
sum-set = The council has set this number.

round-nearest-GBP-2 = rounded to the nearest penny
round-nearest-GBP-0 = rounded to the nearest pound
round-nearest-EUR-2 = rounded to the nearest cent
round-nearest-EUR-0 = rounded to the nearest euro
round-nearest-USD-2 = rounded to the nearest cent
round-nearest-USD-0 = rounded to the nearest dollar
round-nearest-JPY-0 = rounded to the nearest yen
round-down-GBP-2 = rounded down to the penny
round-down-GBP-0 = rounded down to the pound
round-down-EUR-2 = rounded down to the cent
round-down-EUR-0 = rounded down to the euro
round-down-USD-2 = rounded down to the cent
round-down-USD-0 = rounded down to the dollar
round-down-JPY-0 = rounded down to the yen
round-up-GBP-2 = rounded up to the penny
round-up-GBP-0 = rounded up to the pound
round-up-EUR-2 = rounded up to the cent
round-up-EUR-0 = rounded up to the euro
round-up-USD-2 = rounded up to the cent
round-up-USD-0 = rounded up to the dollar
round-up-JPY-0 = rounded up to the yen
round-nearest-places = { $places ->
    [0] rounded to the nearest whole number
    [one] rounded to { $places } decimal place
   *[other] rounded to { $places } decimal places
}
round-down-places = { $places ->
    [0] rounded down to a whole number
    [one] rounded down to { $places } decimal place
   *[other] rounded down to { $places } decimal places
}
round-up-places = { $places ->
    [0] rounded up to a whole number
    [one] rounded up to { $places } decimal place
   *[other] rounded up to { $places } decimal places
}
round-nearest-to = rounded to the nearest { $step }
round-down-to = rounded down to the next { $step }
round-up-to = rounded up to the next { $step }
round-sentence = The answer is { $how }.
round-half-away = A half goes up.
round-half-even = A half goes to the even number next to it.

table-says = The table { $name } was used. For { $key } it says { $value }.
table-row = Its row goes from { $from } to { $to }.
table-row-up-to = Its row goes up to { $to }.
table-row-from = Its row goes from { $from } up.
table-row-at = Its row is the one for { $at }.
table-row-nearest = The nearest row is the one for { $at }.
table-row-between = This lies on the line from { $from } ({ $low }) to { $to } ({ $high }).
table-row-beyond = This is what it says past its last row.

why-is = { $name }: { $value }
why-less = { $left } is less than { $right }
why-not-less = { $left } is not less than { $right }
why-more = { $left } is more than { $right }
why-not-more = { $left } is not more than { $right }
why-same = { $left } is the same as { $right }
why-not-same = { $left } is not the same as { $right }
why-before = { $left } is before { $right }
why-not-before = { $left } is not before { $right }
why-after = { $left } is after { $right }
why-not-after = { $left } is not after { $right }
why-one-of = { $left } is one of these: { $list }
why-not-one-of = { $left } is none of these: { $list }
why-ticked = { $name }: { $statement } is ticked
why-not-ticked = { $name }: { $statement } is not ticked
why-all-of = all of these: { $list }
why-any-of = at least one of these: { $list }

sum-if = { $value } if this is so: { $condition }
sum-otherwise = if not: { $value }
name-points = all the points
name-points-of = the points of { $names }
name-most = the most points there can be
name-most-of = the most points there can be for { $names }
name-least = the fewest points there can be
name-least-of = the fewest points there can be for { $names }
name-year-day = the days of a year
name-year-week = the weeks of a year
name-year-month = the months of a year
name-year-year = one year
name-day = the day of the questions
name-table = what the table { $name } says for { $key }
