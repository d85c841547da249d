import { Button, FileInput, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AttachedMedia, MEDIA_BYTES } from '../../../contracts/alert-media.ts';
import { mediaQuery, uploadMedia } from '../../api/alert-media.ts';
import { fitPicture } from '../../ui/fit-picture.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './media-field.module.css';
import { MediaView } from './media-view.tsx';

interface MediaFieldProps {
  media: AttachedMedia | null;
  onChange: (media: AttachedMedia | null) => void;
}

/** What is taken by its content; a browser may turn further kinds of pictures into JPEG. */
const ACCEPTED = 'image/*,audio/ogg,audio/mpeg,audio/mp4,audio/x-m4a,.ogg,.oga,.opus,.mp3,.m4a';

/** The picture or voice note of a message: chosen, looked at, said who is on it, taken away again. */
export function MediaField({ media, onChange }: MediaFieldProps) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const upload = useMutation({
    mutationFn: async (file: File) => uploadMedia(await fitPicture(file, MEDIA_BYTES)),
    onSuccess: (added) => {
      client.setQueryData(mediaQuery(added.id).queryKey, added);
      onChange({ id: added.id, showsPerson: null });
    },
  });
  if (media !== null) {
    return (
      <Attached
        media={media}
        onChange={(next) => {
          upload.reset();
          onChange(next);
        }}
      />
    );
  }
  return (
    <div>
      <FileInput
        size="md"
        label={t('media-add')}
        description={t('media-add-what')}
        placeholder={t(upload.isPending ? 'media-uploading' : 'media-choose')}
        accept={ACCEPTED}
        value={null}
        disabled={upload.isPending}
        onChange={(file) => file && upload.mutate(file)}
      />
      <div role="status" className="by-hidden">
        {upload.isPending && t('media-uploading')}
      </div>
      <FailureLine error={upload.error} />
    </div>
  );
}

function Attached({ media, onChange }: { media: AttachedMedia; onChange: MediaFieldProps['onChange'] }) {
  const { t } = useLanguage();
  const about = useQuery(mediaQuery(media.id));
  const kind = about.data?.kind;
  return (
    <fieldset className={classes.attached}>
      <legend>{t(kind === 'voice' ? 'media-voice' : 'media-photo')}</legend>
      {kind !== undefined && <MediaView media={{ id: media.id, kind }} />}
      <FailureLine error={about.error} />
      {kind === 'photo' && (
        <Radio.Group
          label={t('media-shows-person')}
          description={t('media-shows-person-why')}
          withAsterisk
          value={media.showsPerson === null ? '' : String(media.showsPerson)}
          onChange={(value) => onChange({ ...media, showsPerson: value === 'true' })}
        >
          <Stack gap={4} mt={6}>
            <Radio value="true" label={t('media-person-yes')} />
            <Radio value="false" label={t('media-person-no')} />
          </Stack>
        </Radio.Group>
      )}
      <div>
        <Button variant="default" size="md" onClick={() => onChange(null)}>
          {t('media-remove')}
        </Button>
      </div>
    </fieldset>
  );
}
