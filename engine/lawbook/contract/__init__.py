"""What goes in and comes out: facts as they are posted, decisions as they are told."""
