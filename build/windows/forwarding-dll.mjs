// Makes a DLL that holds no code: each of its functions is the function of another DLL.

/** Where the only section lies in memory. */
const SECTION = 0x1000;
const HEADER_SIZE = 0x200;
const OPTIONAL_HEADER_SIZE = 0xf0;

/**
 * A 64-bit DLL after the format "Portable Executable". It is small enough for one section of 512 bytes.
 * @param {string} name the file's own name
 * @param {Record<string, string>} functions what each exported name stands for, as `advapi32.SystemFunction036`
 * @returns {Buffer}
 */
export function forwardingDll(name, functions) {
  const { section, size } = exportSection(name, functions);
  const header = Buffer.alloc(HEADER_SIZE);
  header.write('MZ', 0);
  header.writeUInt32LE(0x40, 0x3c);
  header.write('PE\0\0', 0x40);
  const file = 0x44;
  header.writeUInt16LE(0x8664, file); // x86-64
  header.writeUInt16LE(1, file + 2); // sections
  header.writeUInt16LE(OPTIONAL_HEADER_SIZE, file + 16);
  header.writeUInt16LE(0x2022, file + 18); // an executable, of large addresses, a DLL
  const optional = file + 20;
  header.writeUInt16LE(0x20b, optional); // 64 bits
  header.writeUInt32LE(0x200, optional + 8); // bytes of data
  header.writeBigUInt64LE(0x180000000n, optional + 24); // address in memory
  header.writeUInt32LE(0x1000, optional + 32); // alignment in memory
  header.writeUInt32LE(0x200, optional + 36); // alignment in the file
  header.writeUInt16LE(6, optional + 40); // the Windows that it needs: 6.0
  header.writeUInt16LE(6, optional + 48);
  header.writeUInt32LE(2 * SECTION, optional + 56); // bytes in memory
  header.writeUInt32LE(HEADER_SIZE, optional + 60);
  header.writeUInt16LE(2, optional + 68); // has no console
  for (const stackOrHeap of [72, 80, 88, 96]) header.writeBigUInt64LE(0x100000n, optional + stackOrHeap);
  header.writeUInt32LE(16, optional + 108); // directories
  header.writeUInt32LE(SECTION, optional + 112); // of exports
  header.writeUInt32LE(size, optional + 116);
  const sections = optional + OPTIONAL_HEADER_SIZE;
  header.write('.rdata', sections);
  header.writeUInt32LE(size, sections + 8);
  header.writeUInt32LE(SECTION, sections + 12);
  header.writeUInt32LE(section.length, sections + 16);
  header.writeUInt32LE(HEADER_SIZE, sections + 20);
  header.writeUInt32LE(0x40000040, sections + 36); // data, readable
  return Buffer.concat([header, section]);
}

/**
 * @param {string} name
 * @param {Record<string, string>} functions
 */
function exportSection(name, functions) {
  // The loader searches the names by halving.
  const names = Object.keys(functions).sort();
  const count = names.length;
  const [addresses, namesAt, ordinals] = [40, 40 + 4 * count, 40 + 8 * count];
  const section = Buffer.alloc(0x200);
  let size = ordinals + 2 * count;
  /** @param {string} text @returns {number} its address in memory */
  const write = (text) => {
    const start = size;
    size += section.write(`${text}\0`, start, 'latin1');
    return SECTION + start;
  };
  section.writeUInt32LE(write(name), 12);
  section.writeUInt32LE(1, 16); // the first ordinal
  section.writeUInt32LE(count, 20);
  section.writeUInt32LE(count, 24);
  section.writeUInt32LE(SECTION + addresses, 28);
  section.writeUInt32LE(SECTION + namesAt, 32);
  section.writeUInt32LE(SECTION + ordinals, 36);
  for (const [index, exported] of names.entries()) {
    section.writeUInt32LE(write(exported), namesAt + 4 * index);
    section.writeUInt16LE(index, ordinals + 2 * index);
    // An address within the directory of exports is the name of a function elsewhere.
    section.writeUInt32LE(write(functions[exported] ?? ''), addresses + 4 * index);
  }
  return { section, size };
}
