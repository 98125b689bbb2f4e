------------------------------ MODULE Election ------------------------------
(* How Raft elects a leader. From the paper (Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm,  *)
(* section 5.2 and Figure 2) and the thesis (Ongaro, Consensus: Bridging Theory and Practice, 3.4, 3.10, 4.2.3, 6.2 and  *)
(* 9.6). Logs are left out: all are equally up to date. README.md beside this file walks through it.                     *)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Node,         \* all members
    None,         \* nobody
    MaxTerm,      \* no node stands for a term beyond this one
    PreVote,      \* whether a node asks before it stands, and refuses its vote while it hears a leader (9.6, 4.2.3)
    CheckQuorum,  \* whether a leader may step down for want of a quorum (6.2)
    Transfers     \* whether a leader may order another node to stand (3.10)

VARIABLES
    node,         \* what each node is
    msgs          \* all messages ever sent: each may arrive at any time, any number of times, or never

vars == <<node, msgs>>

(* Definitions into which other modules put something else: Trace.tla what is so in the run that it looks at, States.tla *)
(* which messages it forgets.                                                                                            *)
Members == Node
UsesPreVote == PreVote
IsSpent(m) == FALSE

(* Term and vote are the ballot, and survive a crash. votes: whose votes, or promises, the node has counted. heard: the  *)
(* leader of whom it has recent news; asked for only with PreVote. ordered: it stands because its leader told it to.     *)
NodeState == [term: Nat, vote: Node \cup {None}, role: {"follower", "precandidate", "candidate", "leader"},
              votes: SUBSET Node, heard: Node \cup {None}, ordered: BOOLEAN]

(* yes: granted, or accepted, or (of a question) asked by order. now: whoever asked still waits for the answer.          *)
Message(kind, from, to, term, yes, now) ==
    [kind |-> kind, from |-> from, to |-> to, term |-> term, yes |-> yes, now |-> now]

Kinds == {"PreVoteRequest", "PreVoteReply", "RequestVote", "RequestVoteReply",
          "AppendEntries", "AppendEntriesReply", "TimeoutNow"}

Messages == [kind: Kinds, from: Node, to: Node, term: Nat, yes: BOOLEAN, now: BOOLEAN]

ToAll(kind, n, term, yes, now) == {Message(kind, n, to, term, yes, now) : to \in Members \ {n}}

IsQuorum(some) == 2 * Cardinality(some) > Cardinality(Members)

Idle(s) == [s EXCEPT !.role = "follower", !.votes = {}, !.heard = None, !.ordered = FALSE]

(* 5.1: whoever sees a higher term takes it over and follows.                                                            *)
Adopt(s, term) == IF term > s.term THEN [Idle(s) EXCEPT !.term = term, !.vote = None] ELSE s

-----------------------------------------------------------------------------
(* What a node makes of an input: what it becomes, and what it sends.                                                    *)

Does(s, sends) == [becomes |-> s, sends |-> sends]

Stand(n, s) ==
    LET c == [s EXCEPT !.term = s.term + 1, !.vote = n, !.role = "candidate", !.votes = {n}, !.heard = None]
    IN  Does(c, ToAll("RequestVote", n, c.term, c.ordered, FALSE))

(* 9.6: with PreVote a node asks first, and changes no ballot.                                                           *)
Ask(n, s) == Does([s EXCEPT !.role = "precandidate", !.votes = {n}, !.heard = None],
                  ToAll("PreVoteRequest", n, s.term + 1, s.ordered, TRUE))

Campaign(n, s) == IF UsesPreVote THEN Ask(n, s) ELSE Stand(n, s)

Lead(n, s) == Does([Idle(s) EXCEPT !.role = "leader"], ToAll("AppendEntries", n, s.term, FALSE, FALSE))

(* 4.2.3: whoever leads, or has recent news of a leader, disregards candidates, unless the leader sent them.             *)
Disregards(s, m) == UsesPreVote /\ (s.role = "leader" \/ s.heard # None) /\ ~m.yes

(* 9.6: a promise is what the vote would be, and changes nothing.                                                        *)
Promises(s, m) ==
    /\ ~Disregards(s, m)
    /\ m.term > s.term \/ (m.term = s.term /\ s.vote \in {None, m.from})

Refuse(n, s, m) == Does(s, {Message("PreVoteReply", n, m.from, s.term, FALSE, m.now)})

OnPreVoteRequest(n, s, m) ==
    IF Promises(s, m) THEN Does(s, {Message("PreVoteReply", n, m.from, m.term, TRUE, m.now)}) ELSE Refuse(n, s, m)

OnPreVoteReply(n, s, m) ==
    LET votes == s.votes \cup {m.from}
    IN  IF ~m.yes THEN Does(Adopt(s, m.term), {})
        ELSE IF s.role # "precandidate" \/ ~m.now \/ m.term # s.term + 1 THEN Does(s, {})
        ELSE IF IsQuorum(votes) THEN Stand(n, s)
        ELSE Does([s EXCEPT !.votes = votes], {})

(* 5.2: one vote a term, first come first served.                                                                        *)
OnRequestVote(n, s, m) ==
    LET a == IF Disregards(s, m) THEN s ELSE Adopt(s, m.term)
        grants == m.term = a.term /\ a.vote \in {None, m.from} /\ ~Disregards(s, m)
    IN  Does(IF grants THEN [a EXCEPT !.vote = m.from] ELSE a,
             {Message("RequestVoteReply", n, m.from, a.term, grants, FALSE)})

OnRequestVoteReply(n, s, m) ==
    LET a == Adopt(s, m.term)
        votes == a.votes \cup {m.from}
    IN  IF ~m.yes \/ a.role # "candidate" \/ m.term # a.term THEN Does(a, {})
        ELSE IF IsQuorum(votes) THEN Lead(n, a)
        ELSE Does([a EXCEPT !.votes = votes], {})

(* Whoever asks by order of its leader goes on when it hears that leader.                                                *)
OnAppendEntries(n, s, m) ==
    LET a == Adopt(s, m.term)
        t == IF a.role = "precandidate" /\ a.ordered THEN a
             ELSE [Idle(a) EXCEPT !.heard = IF UsesPreVote THEN m.from ELSE None]
    IN  Does(IF m.term = a.term THEN t ELSE a,
             {Message("AppendEntriesReply", n, m.from, a.term, m.term = a.term, FALSE)})

OnAppendEntriesReply(n, s, m) == Does(Adopt(s, m.term), {})

(* 3.10: the order is good for its own term, and only for who follows in it. Here it asks for promises first, in any case, *)
(* so that an order that comes too late disturbs nobody; the thesis lets it stand at once.                               *)
OnTimeoutNow(n, s, m) ==
    LET a == Adopt(s, m.term)
    IN  IF m.term = a.term /\ a.role = "follower" /\ a.term < MaxTerm
        THEN Ask(n, [a EXCEPT !.ordered = TRUE])
        ELSE Does(a, {})

OnMessage(n, s, m) ==
    CASE m.kind = "PreVoteRequest"     -> OnPreVoteRequest(n, s, m)
      [] m.kind = "PreVoteReply"       -> OnPreVoteReply(n, s, m)
      [] m.kind = "RequestVote"        -> OnRequestVote(n, s, m)
      [] m.kind = "RequestVoteReply"   -> OnRequestVoteReply(n, s, m)
      [] m.kind = "AppendEntries"      -> OnAppendEntries(n, s, m)
      [] m.kind = "AppendEntriesReply" -> OnAppendEntriesReply(n, s, m)
      [] m.kind = "TimeoutNow"         -> OnTimeoutNow(n, s, m)

-----------------------------------------------------------------------------
(* Steps. A node saves its ballot before it sends anything. A crash before the save is a crash before the step; a crash  *)
(* between the save and the sending is a step of its own.                                                                *)

Asker(m) == CASE m.kind = "PreVoteRequest" -> m.from [] m.kind = "PreVoteReply" -> m.to [] OTHER -> None

(* A node's question is over when it asks again, or stops asking.                                                        *)
Change(n, s, sends) ==
    LET isOver == node[n].role = "precandidate" /\ (s.role # "precandidate" \/ \E m \in sends : m.kind = "PreVoteRequest")
        old == IF isOver THEN {IF Asker(m) = n THEN [m EXCEPT !.now = FALSE] ELSE m : m \in msgs} ELSE msgs
    IN  /\ node' = [node EXCEPT ![n] = s]
        /\ msgs' = {m \in old \cup sends : ~IsSpent(m)'}

SavesOnly(n, does) ==
    /\ does.becomes.term # node[n].term \/ does.becomes.vote # node[n].vote
    /\ Change(n, Idle(does.becomes), {})

Takes(n, does) == Change(n, does.becomes, does.sends) \/ SavesOnly(n, does)

Timeout(n) ==
    /\ node[n].role # "leader"
    /\ node[n].term < MaxTerm
    /\ Takes(n, Campaign(n, [node[n] EXCEPT !.ordered = FALSE]))

(* An order runs out after a while. What was asked by order then counts as asked without one, or is refused.             *)
Readings(m) == {m} \cup IF m.kind \in {"PreVoteRequest", "RequestVote"} THEN {[m EXCEPT !.yes = FALSE]} ELSE {}

(* All that a message may bring about at a node that is s.                                                               *)
Outcomes(n, s, m) ==
    {OnMessage(n, s, read) : read \in Readings(m)}
    \cup IF m.kind = "PreVoteRequest" /\ m.yes THEN {Refuse(n, s, m)} ELSE {}

Receive(m) == \E does \in Outcomes(m.to, node[m.to], m) : Takes(m.to, does)

Heartbeat(n) == node[n].role = "leader" /\ Change(n, node[n], Lead(n, node[n]).sends)

LoseQuorum(n) == CheckQuorum /\ node[n].role = "leader" /\ Change(n, Idle(node[n]), {})

NewsAges(n) == node[n].heard # None /\ Change(n, [node[n] EXCEPT !.heard = None], {})

OrderAges(n) == node[n].ordered /\ Change(n, [node[n] EXCEPT !.ordered = FALSE], {})

Order(n, to) ==
    /\ Transfers /\ node[n].role = "leader" /\ to # n
    /\ Change(n, node[n], {Message("TimeoutNow", n, to, node[n].term, FALSE, FALSE)})

Crash(n) == Change(n, Idle(node[n]), {})

(* A node that comes up with an empty disk. Nobody promises anything then: it is no part of Next.                        *)
LoseBallot(n) == Change(n, [Idle(node[n]) EXCEPT !.term = 0, !.vote = None], {})

Init ==
    /\ node = [n \in Members |-> [term |-> 0, vote |-> None, role |-> "follower", votes |-> {}, heard |-> None,
                               ordered |-> FALSE]]
    /\ msgs = {}

Next ==
    \/ \E n \in Node : Timeout(n) \/ Heartbeat(n) \/ LoseQuorum(n) \/ NewsAges(n) \/ OrderAges(n) \/ Crash(n)
    \/ \E n, to \in Node : Order(n, to)
    \/ \E m \in msgs : Receive(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* What must hold.                                                                                                       *)

TypeOK == node \in [Node -> NodeState] /\ msgs \subseteq Messages

(* Heartbeats tell who ever led.                                                                                         *)
Led(n, term) == (node[n].role = "leader" /\ node[n].term = term)
             \/ \E m \in msgs : m.kind = "AppendEntries" /\ m.from = n /\ m.term = term

ElectionSafety == \A a, b \in Node, t \in 1..MaxTerm : Led(a, t) /\ Led(b, t) => a = b

OneVote == \A a, b \in msgs :
    (a.kind = "RequestVoteReply" /\ b.kind = a.kind /\ a.yes /\ b.yes /\ a.from = b.from /\ a.term = b.term)
        => a.to = b.to

(* Nobody leads, asks for votes or answers in a term that is not yet its own.                                            *)
NothingAhead == \A m \in msgs : m.kind \notin {"PreVoteRequest", "PreVoteReply"} => m.term <= node[m.from].term

(* A ballot only goes forward: a higher term, or a vote where there was none.                                            *)
BallotForward == \A n \in Node :
    \/ node'[n].term > node[n].term
    \/ node'[n].term = node[n].term /\ node[n].vote \in {None, node'[n].vote}

BallotsGoForward == [][BallotForward]_vars
=============================================================================
