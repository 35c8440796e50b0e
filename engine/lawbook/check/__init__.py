"""From documents to typed policies, or everything that is wrong with them."""
