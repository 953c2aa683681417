/** How the weights of a GGUF file are quantised, as people call it. */

/** By `general.file_type`. Source: `llama_ftype` in llama.h of llama.cpp 0.4.0; the removed ones are left out. */
const NAMES = new Map<number, string>([
  [0, 'F32'],
  [1, 'F16'],
  [2, 'Q4_0'],
  [3, 'Q4_1'],
  [7, 'Q8_0'],
  [8, 'Q5_0'],
  [9, 'Q5_1'],
  [10, 'Q2_K'],
  [11, 'Q3_K_S'],
  [12, 'Q3_K_M'],
  [13, 'Q3_K_L'],
  [14, 'Q4_K_S'],
  [15, 'Q4_K_M'],
  [16, 'Q5_K_S'],
  [17, 'Q5_K_M'],
  [18, 'Q6_K'],
  [19, 'IQ2_XXS'],
  [20, 'IQ2_XS'],
  [21, 'Q2_K_S'],
  [22, 'IQ3_XS'],
  [23, 'IQ3_XXS'],
  [24, 'IQ1_S'],
  [25, 'IQ4_NL'],
  [26, 'IQ3_S'],
  [27, 'IQ3_M'],
  [28, 'IQ2_S'],
  [29, 'IQ2_M'],
  [30, 'IQ4_XS'],
  [31, 'IQ1_M'],
  [32, 'BF16'],
  [36, 'TQ1_0'],
  [37, 'TQ2_0'],
  [38, 'MXFP4'],
]);

const IN_FILE_NAME =
  /(?:^|[-._])((?:UD-)?(?:I?Q\d(?:_[0-9KSMLX]+)*|TQ[12]_0|MXFP4|BF16|F16|F32))(?:[-._]|$)/i;

/**
 * @param fileType `general.file_type` of its header
 * @param fileName without its folder. It counts before the header, which knows no number for the variants of some publishers
 * @returns null where neither tells
 */
export function quantizationOf(fileType: number | null, fileName: string): string | null {
  const named = IN_FILE_NAME.exec(fileName.replace(/\.gguf$/i, ''))?.[1]?.toUpperCase();
  return named ?? (fileType === null ? null : (NAMES.get(fileType) ?? null));
}
