------------------------------- MODULE States -------------------------------
(* Election with as few states as possible, so that they can be counted.                                                 *)
EXTENDS Election, TLC

(* A message is spent when, whatever happens, it changes nothing: not its receiver, nor, by the answer, its sender.      *)
(* Heartbeats are history as well, and stay while any node may still come to their term.                                 *)
SpentPlain(m) ==
    LET from == node[m.from]
        to == node[m.to]
    IN  CASE m.kind = "RequestVote" ->
                 /\ from.term = MaxTerm
                 /\ \/ m.term < to.term
                    \/ m.term = to.term /\ to.vote # None
                          /\ ~(to.vote = m.from /\ from.term = m.term /\ from.role = "candidate" /\ m.to \notin from.votes)
          [] m.kind = "RequestVoteReply" ->
                 /\ m.term <= to.term
                 /\ ~(m.yes /\ m.term = to.term /\ to.role = "candidate" /\ m.from \notin to.votes)
          [] m.kind = "AppendEntries" -> from.term = MaxTerm /\ \A n \in Node : node[n].term > m.term
          [] m.kind = "AppendEntriesReply" -> m.term <= to.term
          [] OTHER -> FALSE

Names == Permutations(Node)
=============================================================================
