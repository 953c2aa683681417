/**
 * The messages of the catalogue, which are in ICU's format: `{count, plural, one {# line} other {# lines}}`. What a message
 * needs is read from its text by the compiler, so that a forgotten or misspelt value is a compile error.
 */

/** Messages by key. */
export type Messages = Readonly<Record<string, string>>;

/** An area of the catalogue: the English messages of one part of the product. */
export interface Area<Id extends string = string, M extends Messages = Messages> {
  readonly id: Id;
  readonly messages: M;
}

/** The messages of an area in another language: every one of them, and no other. */
export type Translation<A extends Area> = { readonly [Key in keyof A['messages']]: string };

export const defineArea = <const Id extends string, const M extends Messages>(
  id: Id,
  messages: M,
): Area<Id, M> => ({ id, messages });

/** What a tag such as `<link>…</link>` becomes, given what is between its ends. */
export type TagFunction<Node> = (content: (string | Node)[]) => Node;

/** The values that a message needs: a number for a plural, otherwise a text or a number; a function for a tag. */
export type ValuesOf<Text extends string, Node = string> = {
  [Name in PlaceholdersIn<Text>[0]]: [Name, 'number'] extends PlaceholdersIn<Text>
    ? number
    : [Name, 'tag'] extends PlaceholdersIn<Text>
      ? TagFunction<Node>
      : [Name, 'choice'] extends PlaceholdersIn<Text>
        ? string
        : string | number;
};

/** Left out where the message needs no values. */
export type ValueArguments<Text extends string, Node = string> = [PlaceholdersIn<Text>] extends [never]
  ? []
  : [values: ValuesOf<Text, Node>];

type PlaceholdersIn<Text extends string> = ArgumentsIn<Text> | TagsIn<Text>;

type TagsIn<Text extends string, Found = never> = Text extends `${string}</${infer Name}>${infer Rest}`
  ? TagsIn<Rest, Found | [Name, 'tag']>
  : Found;

/** `Open` has a letter for each open brace, the innermost first: `b` between the branches of an argument, `t` in one. */
type ArgumentsIn<
  Text extends string,
  Open extends string = '',
  Found = never,
> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${infer Rest}`
    ? ArgumentsIn<`${Rest}{${After}`, Outer<Open>, Found>
    : Open extends `b${string}`
      ? ArgumentsIn<After, `t${Open}`, Found>
      : ArgumentAt<After, Open, Found>
  : Found;

type Outer<Open extends string> = Open extends `${string}${infer Rest}` ? Rest : '';

type ArgumentAt<Text extends string, Open extends string, Found> = Text extends `${infer Head}}${infer Rest}`
  ? Head extends `${infer Name}, ${infer Kind},${string}`
    ? Text extends `${Name}, ${Kind},${infer Branches}`
      ? ArgumentsIn<
          Branches,
          `b${Open}`,
          Found | [Name, Kind extends 'plural' | 'selectordinal' ? 'number' : 'choice']
        >
      : never
    : Head extends `${infer Name}, ${string}`
      ? ArgumentsIn<Rest, Open, Found | [Name, 'number']>
      : ArgumentsIn<Rest, Open, Found | [Head, 'text']>
  : Found;
