------------------------------- MODULE Trace --------------------------------
(* Whether Election can do what nodes told that they did. Each fact is either an input, and then the node takes the step *)
(* of Election that belongs to it, or it says what came of the last input, and then it must be what Election made of it. *)
(* A fact is << kind, node, peer, term, detail >>; module Runs holds the facts of the runs that are looked at.           *)
EXTENDS Election, Sequences, TLC, Runs

VARIABLES
    run,      \* which run is looked at
    at,       \* which of its facts is next
    owed,     \* what a node has done and must still tell
    due,      \* the messages that a node's last step sent, and that it may still tell of
    sent,     \* the messages that were told to be sent
    setting   \* whether a node has PreVote, and whether it ever stands

all == <<node, msgs, run, at, owed, due, sent, setting>>

MembersOfRun == Recorded[run].members
Facts == Recorded[run].facts
Fact == Facts[at]
N == Fact[2]
Peer == Fact[3]
Term == Fact[4]
Detail == Fact[5]
Is(kind) == Fact[1] = kind
IsAsking == setting[N].preVote
Settings == [preVote |-> Detail \in {"asks first", "asks first, never stands"}, stands |-> Detail \in {"asks first", "stands"}]

Owes(kind, peer, term) == <<kind, N, peer, term, "">>

-----------------------------------------------------------------------------
(* What a node owes when it was s, has become t and has sent some messages. *)

Sends(sends, kind) == \E m \in sends : m.kind = kind

OwesOfRole(s, t, sends) ==
    CASE Sends(sends, "PreVoteRequest") ->
             {Owes("BecamePreCandidate", None, t.term), Owes("VoteCounted", N, t.term + 1)}
      [] Sends(sends, "RequestVote") -> {Owes("BecameCandidate", None, t.term), Owes("VoteCounted", N, t.term)}
      [] s.role # "leader" /\ t.role = "leader" -> {Owes("BecameLeader", None, t.term)}
      [] OTHER -> {}

OwesOfBallot(s, t) ==
    (IF s.term # t.term \/ s.vote # t.vote THEN {Owes("BallotSaved", t.vote, t.term)} ELSE {})
    \cup (IF s.role = "leader" /\ t.role # "leader" THEN {Owes("SteppedDown", None, s.term)} ELSE {})

OwesOfMessage(s, t, m, sends) ==
    (IF t.term > s.term /\ t.role = "follower" THEN {Owes("TermAdvanced", m.from, t.term)} ELSE {})
    \cup CASE m.kind = "PreVoteRequest" ->
                  {Owes(IF \E r \in sends : r.yes THEN "PreVoteGranted" ELSE "PreVoteDenied", m.from, m.term)}
           [] m.kind = "RequestVote" ->
                  {Owes(IF \E r \in sends : r.yes THEN "VoteGranted" ELSE "VoteDenied", m.from, m.term)}
           [] m.kind \in {"PreVoteReply", "RequestVoteReply"} ->
                  IF m.yes /\ s # t THEN {Owes("VoteCounted", m.from, m.term)} ELSE {}
           [] m.kind = "AppendEntries" ->
                  IF m.term = t.term THEN {Owes("HeartbeatHeard", m.from, m.term)} ELSE {}
           [] OTHER -> {}

-----------------------------------------------------------------------------
Clear == \A one \in owed : one[2] # N

Signature(m) == <<m.kind, m.from, m.to, m.term>>

TakesStep(does, debts) ==
    /\ Clear
    /\ Change(N, does.becomes, does.sends)
    /\ owed' = owed \cup debts \cup OwesOfBallot(node[N], does.becomes)
                       \cup OwesOfRole(node[N], does.becomes, does.sends)
    /\ due' = {one \in due : one[2] # N} \cup {Signature(m) : m \in does.sends}
    /\ UNCHANGED <<sent, setting>>

(* That news of a leader or an order has grown old is told by no fact: it does so just before a message comes in, and    *)
(* only when something else comes of the message then.                                                                   *)
OutcomesNow(m) ==
    LET usual == OnMessage(N, node[N], m)
        aged == {[node[N] EXCEPT !.heard = None], [node[N] EXCEPT !.ordered = FALSE]}
    IN  {usual} \cup {does \in Outcomes(N, node[N], m) \cup {OnMessage(N, s, m) : s \in aged} :
                        does.becomes.role # usual.becomes.role \/ does.sends # usual.sends}

Asks(kind) == kind \in {"PreVoteRequest", "PreVoteReply"}

(* Of two questions that say the same, the late one is the one that its asker no longer waits for.                       *)
Candidates ==
    LET alike == {m \in msgs : Signature(m) = <<Detail, Peer, N, Term>>}
        fresh == {m \in alike : m.now}
    IN  IF Is("LateDelivered") THEN alike \ fresh ELSE IF Asks(Detail) /\ fresh # {} THEN fresh ELSE alike

Delivered ==
    /\ Is("MessageDelivered") \/ Is("LateDelivered")
    /\ <<Detail, Peer, N, Term>> \in sent
    /\ \E m \in Candidates : \E does \in OutcomesNow(m) :
          TakesStep(does, OwesOfMessage(node[N], does.becomes, m, does.sends))

Fired ==
    /\ Is("TimerFired")
    /\ node[N].role # "leader"
    /\ IF setting[N].stands
       THEN TakesStep(Campaign(N, [node[N] EXCEPT !.ordered = FALSE]), {})
       ELSE TakesStep(Does(Idle(node[N]), {}), {})

Lost ==
    /\ Is("QuorumLost") /\ node[N].role = "leader" /\ Term = node[N].term
    /\ TakesStep(Does(Idle(node[N]), {}), {})

Ordered ==
    /\ Is("TransferBegan") /\ node[N].role = "leader" /\ Term = node[N].term
    /\ TakesStep(Does(node[N], {Message("TimeoutNow", N, Peer, Term, FALSE, FALSE)}), {})

(* A heartbeat that nothing else brought about is an input of its own. *)
Beat ==
    /\ Is("MessageSent") /\ Detail = "AppendEntries"
    /\ <<Detail, N, Peer, Term>> \notin due
    /\ node[N].role = "leader" /\ Term = node[N].term
    /\ Clear
    /\ due' = due \cup {Signature(m) : m \in Lead(N, node[N]).sends}
    /\ Heartbeat(N)
    /\ sent' = sent \cup {<<Detail, N, Peer, Term>>}
    /\ UNCHANGED <<owed, setting>>

Sent ==
    /\ Is("MessageSent")
    /\ <<Detail, N, Peer, Term>> \in due
    /\ sent' = sent \cup {<<Detail, N, Peer, Term>>}
    /\ UNCHANGED <<node, msgs, owed, due, setting>>

(* The node crashed before it told of anything that waited for its disk. Either nothing came of its input, or it has    *)
(* saved, and sent nothing.                                                                                              *)
Unfinished ==
    /\ Is("Unfinished")
    /\ \/ UNCHANGED <<node, msgs>>
       \/ /\ SavesOnly(N, Campaign(N, node[N])) \/ \E m \in {one \in msgs : one.to = N} : SavesOnly(N, OnMessage(N, node[N], m))
          /\ node'[N].term = Term /\ node'[N].vote = Peer
    /\ UNCHANGED <<owed, due, sent, setting>>

Came ==
    /\ Is("Booted")
    /\ node[N].term = Term /\ node[N].vote = Peer
    /\ Crash(N)
    /\ owed' = {one \in owed : one[2] # N}
    /\ due' = {one \in due : one[2] # N}
    /\ setting' = [setting EXCEPT ![N] = Settings]
    /\ UNCHANGED sent

Set ==
    /\ Is("SettingsChanged")
    /\ setting' = [setting EXCEPT ![N] = Settings]
    /\ UNCHANGED <<node, msgs, owed, due, sent>>

Wiped == Is("Wiped") /\ LoseBallot(N) /\ UNCHANGED <<owed, due, sent, setting>>

Told ==
    /\ Fact \in owed
    /\ owed' = owed \ {Fact}
    /\ UNCHANGED <<node, msgs, due, sent, setting>>

Follows ==
    /\ Is("BecameFollower")
    /\ node[N].role = "follower" /\ node[N].term = Term
    /\ UNCHANGED <<node, msgs, owed, due, sent, setting>>

TraceInit ==
    /\ run \in 1..Len(Recorded)
    /\ at = 1
    /\ owed = {} /\ due = {} /\ sent = {}
    /\ setting = [n \in Members |-> [preVote |-> FALSE, stands |-> TRUE]]
    /\ Init

TraceNext ==
    /\ at <= Len(Facts)
    /\ at' = at + 1
    /\ UNCHANGED run
    /\ \/ Delivered \/ Fired \/ Lost \/ Ordered \/ Beat \/ Sent \/ Unfinished \/ Came \/ Set \/ Wiped \/ Told \/ Follows

TraceSpec == TraceInit /\ [][TraceNext]_all

(* Always true; says how far each run has come. *)
Progress == PrintT(<<"at", run, at>>)
=============================================================================
