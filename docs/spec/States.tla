------------------------------- MODULE States -------------------------------
(* Election with as few states as possible, so that they can be counted.                                                 *)
EXTENDS Election, TLC

(* A message is spent when, whatever happens, it changes nothing any more: not its receiver, nor, by the answer, its      *)
(* sender. Somebody who is not yet at MaxTerm may still learn of it by the answer. Heartbeats are history as well, and   *)
(* stay while any node may still come to their term.                                                                     *)
LearnsNothing(n) == node[n].term = MaxTerm

IsNews(m) == m.term > node[m.to].term

CountsFor(s, from, term) == s.role = "candidate" /\ s.term = term /\ from \notin s.votes

IsSpentHere(m) ==
    LET from == node[m.from]
        to == node[m.to]
    IN  CASE m.kind = "PreVoteRequest" -> LearnsNothing(m.from)
          [] m.kind = "PreVoteReply" -> IF m.yes THEN ~m.now \/ m.term # to.term + 1 ELSE ~IsNews(m)
          [] m.kind = "RequestVote" ->
                 /\ LearnsNothing(m.from)
                 /\ ~IsNews(m)
                 /\ m.term = to.term => /\ to.vote # None
                                       /\ ~(to.vote = m.from /\ CountsFor(from, m.to, m.term))
          [] m.kind = "RequestVoteReply" -> ~IsNews(m) /\ ~(m.yes /\ CountsFor(to, m.from, m.term))
          [] m.kind = "AppendEntries" -> LearnsNothing(m.from) /\ \A n \in Node : node[n].term > m.term
          [] m.kind = "AppendEntriesReply" -> ~IsNews(m)
          [] OTHER -> FALSE

Names == Permutations(Node)
=============================================================================
