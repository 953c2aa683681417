import { Button, Input } from '@mantine/core';
import { FolderOpen, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { PathBrowser } from '../path-browser/path-browser.tsx';
import { asText, type WidgetProps } from '../widget-kinds.ts';
import { controlProps } from './text-widgets.tsx';
import { usePathCheck } from './use-path-check.ts';

const t = words(settingsFormWords);

export function FilePathWidget(props: WidgetProps) {
  return <PathWidget props={props} wanted="file" />;
}

export function FolderPathWidget(props: WidgetProps) {
  return <PathWidget props={props} wanted="folder" />;
}

/** A path on the machine that Switchyard runs on, which may be another one than the browser's. */
function PathWidget({ props, wanted }: { props: WidgetProps; wanted: 'file' | 'folder' }) {
  const [isBrowsing, setIsBrowsing] = useState(false);
  const path = asText(props.raw);
  const note = usePathCheck(props.invalid ? '' : path, wanted, props.info.name);
  return (
    <>
      <div className="sy-path">
        <Input
          {...controlProps(props)}
          className="sy-grow"
          classNames={{ input: 'sy-mono' }}
          value={path}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
        <Button
          variant="default"
          size="sm"
          disabled={props.disabled}
          leftSection={<FolderOpen size={15} aria-hidden />}
          aria-label={t('browseFor', { label: props.info.label })}
          onClick={() => setIsBrowsing(true)}
        >
          {t('browse')}
        </Button>
      </div>
      <div role="status" className={note?.isWarning ? 'sy-warning' : 'sy-path-note'}>
        {note?.isWarning ? <TriangleAlert size={13} aria-hidden /> : null}
        {note?.text}
      </div>
      {isBrowsing ? (
        <PathBrowser
          wanted={wanted}
          start={path}
          label={props.info.label}
          ending={
            wanted === 'file' && props.info.format === 'path-file' ? endingOf(props.info.placeholder) : null
          }
          onChoose={(chosen) => {
            props.onChange(chosen);
            setIsBrowsing(false);
          }}
          onClose={() => setIsBrowsing(false)}
        />
      ) : null}
    </>
  );
}

/** How the names of such files end, by the example in the empty field. */
const endingOf = (placeholder: string): string | null =>
  /\.\w{2,8}$/.exec(placeholder)?.[0].toLowerCase() ?? null;
