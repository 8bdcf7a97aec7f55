"""Done-when 5: no random sequence of acts publishes or sends what the SOP did not approve."""
