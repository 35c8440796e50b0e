"""What two versions of a policy decide differently, for every possible input: found, shown, or proved not to be."""
