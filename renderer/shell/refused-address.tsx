import { Code, Text, Title } from '@mantine/core';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { Mark } from '../theme/mark.tsx';
import type { Refusal } from '../transport/refusal.ts';
import './sign-in.css';

const t = words(shellWords);

/** Shown instead of the panel where the host takes no calls from the address of this page. */
export function RefusedAddress({ refusal }: { refusal: Refusal }) {
  return (
    <main className="sy-sign-in">
      <div className="sy-sign-in-card" role="alert">
        <Mark size={44} />
        <Title order={1} size="h3">
          {t('addressRefused')}
        </Title>
        <Text size="sm" className="sy-refused-text">
          {refusal.message}
        </Text>
        <Text size="sm">{t('addressRefusedOwn')}</Text>
        <Code block>{`--public-url ${pageAddress()}`}</Code>
        <Text size="sm">{t('addressRefusedOther')}</Text>
      </div>
    </main>
  );
}

/** The address of this page as a public URL: without what follows its folder, and without a slash at the end. */
const pageAddress = (): string => new URL('.', document.baseURI).href.replace(/\/$/, '');
