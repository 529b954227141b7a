"""The ledger of acts: a Merkle tree over tiles, signed checkpoints, proofs, witnesses (docs/ledger.md)."""
