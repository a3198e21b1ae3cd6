const MIB = 1024 * 1024;

/** How much an archive may hold. Far more than test reports have, far less than what an archive bomb wants to be. */
export const archiveLimits = {
  /** Bytes of the archive itself. */
  packedBytes: 64 * MIB,
  entries: 20_000,
  /** Bytes of everything in it, unpacked. */
  unpackedBytes: 1024 * MIB,
  /** Unpacked bytes for each packed one; smaller archives may have more. */
  ratio: 200,
  ratioFromBytes: 32 * MIB,
  pathCharacters: 1_000,
  /** Files that are taken of one archive. */
  files: 200,
};
