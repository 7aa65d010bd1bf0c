# The letter. Short sentences; a hard word is said with what it means.

letter-title = Your indicative budget
letter-title-estimate = An estimate of your budget
letter-title-excluded = This scheme does not cover you
letter-title-referred = A person will set your budget
letter-for = For { $person }
letter-on = Worked out for { $date }
on-this-page = On this page
figure = Your figure
figure-week = That is about { $amount }.
figure-year = It is for the year from { $from } to { $to }.
figure-none = There is no figure
figure-not-yet = There is no figure yet
missing-translation = Some words here are the council’s own. It has not yet given them in English.

what-is = What this figure is
what-is-first = An indicative budget is a first guide. It tells you how much money there may be for your support.
what-is-start = It is where planning starts. It is not a limit.
what-is-agreed = It is not yet your { $budget }. People agree that with you later, once your plan meets your needs.
what-is-more = If this is not enough to meet your needs, say so. The sum can be too low for some people.
what-is-less = If your plan meets your needs for less, that is fine too.
agreed-budget = agreed budget
checked-by = Your answers were checked. A { $role } did this.
checked-by-on = Your answers were checked on { $date }. A { $role } did this.
checked = Your answers were checked.
checked-on = Your answers were checked on { $date }.
not-checked = Your answers have not been checked yet. So this is an estimate, which means a good guess. It may change.
not-checked-none = Your answers have not been checked yet.
who-answered = Who gave the answers
who-checks = These people can check them: { $roles }.
filled-in = Who filled in the answers: { $who }.
filled-in-on = Who filled in the answers on { $date }: { $who }.
filled-in-helped = Who helped: { $who }.

excluded-why = Why there is no figure
excluded-lead = The rules of this scheme say who it is for. By those rules it does not cover you. Here is why.
excluded-not-no = This is only about this scheme. It does not say that you need no help. Ask what other help there is.
referred-why = Why a person decides
referred-lead = The sum stops here, and a person looks at what you need. They set the figure and tell you why.
referred-not-no = Nothing has been refused.
referred-table = The table { $name } says that a person decides here.
reason = Reason: { $why }.

how = How it was worked out
how-lead = { $steps ->
    [one] There is one step.
   *[other] There are { $steps } steps. Each uses your answers, or a step above it.
}
how-lead-referred = These are the steps that could be done. They are not a budget.
step = Step { $number }
step-points = Each answer scores points. Add them up.
step-normal = The normal sum was used.
step-other = The normal sum was not used.
step-result = This is your figure.
step-open = This step was not worked out. A person decides.
source = Where this rule comes from: { $source }.
source-illustrative = This number is made up, as an example.
illustrative = An example

answers = Your answers and their points
answers-lead = Points show how much help you need. They are not marks. A low score is not bad.
answers-total = All your points: { $points }
answers-chart = Points by section
answers-bar = { $name }: { $points } of { $most }
question = Question
answer = Your answer
points = Points
section-points = Points in this part: { $points } of { $most }
answer-between = between “{ $low }” and “{ $high }”
nothing-ticked = nothing ticked
not-asked = not asked of you
not-answered = no answer given
not-known = not known
part-natural_support = These are about the help you get now from family, friends and neighbours.
part-carer = These are about your carer.
needs = What your answers show
needs-lead = Your answers show that you need help with these things:
needs-none = Your answers show no need in this part of the rules.
needs-eligible = The council found that your plan must cover these:
needs-eligible-none = The council found no need that your plan must cover.

facts = What else was used
fact = What
value = What we were told

numbers = Numbers that the council has set
numbers-lead = The sum uses these numbers. They are the same for everyone.
number-what = Number
number-value = How much
number-from = From
number-source = Where it comes from

not-applied = Rules that were not used
not-applied-lead = These rules were looked at. They do not change your figure.
rule = Rule
rule-why = Why it was not used

views = When people see it differently
views-lead = Not everyone gave the same answer. Each one is kept here. It does not change your figure.
view-who = Who
view-says = Their answer
view-reason = Their reason
view-points = Points it would give
view-counted = Points that count

stopped = If your family and friends could not help
stopped-lead = Some of your answers count the help you get now from family, friends and neighbours. No one has to give that help.
stopped-figure = If it stopped, the figure would be { $year }. That is about { $week }.
stopped-same = If it stopped, the figure would be the same.
stopped-person = If it stopped, a person would set your budget.
stopped-unknown = The rules do not let us work out the figure without that help. Ask the council to look at it.
stopped-tell = If this help stops or changes, tell us at once. Then your budget is looked at again.

money = Money from other places
money-lead = Some money comes from other funds. It can be part of your figure, or be added to it.
money-fund = Fund
money-amount = How much
money-what = What it means
money-inside = It is part of the figure.
money-on-top = It is added to the figure.
money-once = It is paid once. It is not in the figure for the year.
money-to-apply = You still need to ask for it. It is not counted.
money-applied = It was asked for. There is no answer yet. It is not counted.
money-refused = It was refused. It is not counted.
money-not-eligible = You cannot have it. It is not counted.
money-paid-once = { $amount }, once
money-and-year = { $amount } ({ $year })
money-social-care = What social care pays
money-together = All the money together
note-surplus = { $name } is { $amount } more than the figure it is part of. Ask someone to look at this.
note-floor = { $name } asks that social care pays { $required }. It pays { $amount }. Ask someone to look at this.
note-share = By the rules { $name } would be { $required }. It is { $amount }. Ask someone to look at this.
note-apply = Ask for { $name } before you make your plan.

next = What happens next
next-talk = Talk about this figure with people you trust.
next-plan = Make a support plan. It says how you will use the money to live your life.
next-check = The council checks your plan. Does it meet your needs? Is it lawful? Does the money cover it?
next-agree = Then your budget is agreed with you, and your support can start.
next-review = Later the plan is looked at again, to see if it still works.
next-steps = The steps of your council:
next-may-skip = if you want it
next-if-needed = if it is needed
next-excluded-ask = Ask the council what help there is for you.
next-excluded-again = If your life changes, ask again.
next-referred-look = Someone looks at what you need. They may ask you more.
next-referred-tell = They tell you the figure, and the reasons for it.

disagree = If you do not agree
disagree-lead = You can ask for this to be looked at again. You can do so at any time.
disagree-wrong = If an answer is wrong, say which one. The tables on this page show what was used.
disagree-how = How to do it: { $how }
disagree-then = It then goes to these people, one after the other:
disagree-days = { $days ->
    [one] You get an answer within { $days } day.
   *[other] You get an answer within { $days } days.
}
disagree-unsaid = Your council’s rules do not say how. Ask the council how to make a complaint.
help = Who can help you
help-unsaid = Your council’s rules do not name anyone. Ask the council who can speak up for you.

sources = Where the rules come from
sources-lead = Each rule has a source. A source is where the rule was written down.

words = What some words mean
word-indicative = Indicative budget
word-indicative-means = A first guide to the money there may be for your support. Planning starts here.
word-points = Points
word-points-means = A number for each answer. More points mean more need for help.
word-plan = Support plan
word-plan-means = Your plan for how to use the money and live your life.
word-social-care = Social care
word-social-care-means = Help from the council with daily life.
word-rulebook = Rulebook
word-rulebook-means = The rules of the council, with all its numbers, for all to see.

foot-rules = The rules that were used
foot-version = Version { $version }
foot-digest = Mark of these rules: { $digest }
foot-check = Anyone can do this sum again from your answers and these rules. They will get the same figure.
