"""Facts that show something: as plain as they can be, with the room around them in which it stays so; and facts that lead to an outcome."""
