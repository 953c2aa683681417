import { expect, test } from 'vitest';
import { readEmbeddings, similarity } from './embeddings.ts';

test('vectors belong to their texts in whatever order they come', async () => {
  const reply = Response.json({
    data: [
      { index: 1, embedding: [0, 1] },
      { index: 0, embedding: [1, 0] },
    ],
  });
  expect(await readEmbeddings(reply, ['a', 'b'])).toEqual([
    { text: 'a', vector: [1, 0] },
    { text: 'b', vector: [0, 1] },
  ]);
});

test('an error, and what is no embedding, is told', async () => {
  const refused = Response.json({ error: { message: 'no embeddings here' } }, { status: 400 });
  await expect(readEmbeddings(refused, ['a'])).rejects.toThrow('no embeddings here');
  for (const body of [null, [], { data: [{ index: 0, embedding: 'AAAA' }] }, { data: {} }])
    await expect(readEmbeddings(Response.json(body), ['a'])).rejects.toThrow('not an embedding');
});

test('vectors are alike by their direction and not by their length', () => {
  expect(similarity([1, 1], [3, 3])).toBeCloseTo(1);
  expect(similarity([1, 0], [0, 1])).toBe(0);
  expect(similarity([1, 0], [-2, 0])).toBe(-1);
  expect(similarity([0, 0], [1, 0])).toBe(0);
});
