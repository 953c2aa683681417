import { notifications } from '@mantine/notifications';
import { commonWords } from '../../shared/words/en/common.ts';
import { words } from '../../shared/words/words.ts';
import { copyText } from '../controls/use-copy.ts';

const t = words(commonWords);

const SHOWN_MS = 4_000;

/** Copies an address and says so, because the palette that was asked for it is closed. */
export async function copyAddress(address: string): Promise<void> {
  const isCopied = await copyText(address);
  notifications.show({
    id: 'copied',
    autoClose: SHOWN_MS,
    withBorder: true,
    color: 'gray',
    closeButtonProps: { 'aria-label': t('closeMessage') },
    // Where the page may not copy, a person can do so by hand.
    message: isCopied ? t('copiedText', { text: address }) : t('copyByHand', { text: address }),
  });
}
