"""What was learnt from marked releases: small files of weights, and what reads them."""
