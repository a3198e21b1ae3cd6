import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, and what the archive says wrongly about it. */
export interface ZipFile {
  path: string;
  content: string | Buffer;
  /** Instead of the real length. */
  saysBytes?: number;
  encrypted?: boolean;
  stored?: boolean;
  /** Place of the file whose content this one shares. */
  sharesWith?: number;
}

/** An archive with these files, and nothing that a library would correct. */
export function zipOf(files: ZipFile[]): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const placed: Array<{ offset: number; packed: Buffer }> = [];
  let offset = 0;
  for (const { path, content, sharesWith, ...file } of files) {
    const body = Buffer.from(content as string);
    const name = Buffer.from(path);
    const shared = sharesWith === undefined ? undefined : placed[sharesWith];
    const packed =
      shared?.packed ?? (file.stored ? body : deflateRawSync(body));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 + (file.encrypted ? 1 : 0), 2);
    common.writeUInt16LE(file.stored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(file.saysBytes ?? body.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = { offset: shared?.offset ?? offset, packed };
    if (!shared) {
      const local = [Buffer.from('PK\x03\x04'), common, name, packed];
      parts.push(...local);
      offset += local.reduce((sum, { length }) => sum + length, 0);
    }
    placed.push(place);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(place.offset, 10);
    directory.push(
      Buffer.from('PK\x01\x02'),
      Buffer.from([20, 0]),
      common,
      rest,
      name,
    );
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, listed, end]));
}
