// One request with files in it, whose progress can be seen, which fetch does not tell.

export interface Answer {
  error?: string;
  said?: string;
  list?: string;
  before?: number;
  version?: number;
  event?: number | null;
}

const UNREACHED = "The server could not be reached, and nothing was added. Try again in a moment.";

/** Send a form in the name of the timeline's page. It never fails: what went wrong is in `error`, in words. */
export function send(url: string, body: FormData, progress: (share: number) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-Requested-With", "timeline");
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("load", () => resolve(answerOf(request)));
    for (const name of ["error", "abort", "timeout"]) request.addEventListener(name, () => resolve({ error: UNREACHED }));
    request.send(body);
  });
}

function answerOf(request: XMLHttpRequest): Answer {
  try {
    return JSON.parse(request.responseText) as Answer;
  } catch {
    if (request.status === 413) return { error: "It is larger than is taken here. Nothing was added." };
    if (request.status === 403) return { error: "You may not add files here any more. Nothing was added; reading the page anew shows what you may do." };
    return { error: request.status < 500 ? "You are signed out, or this event is gone. Nothing was added." : UNREACHED };
  }
}

/** What to say of a file that need not be sent, since it is larger than any that is taken. */
export function tooLarge(file: File, most: number): Answer | null {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
  if (!most || file.size <= most) return null;
  return { error: `“${file.name}” was not added: it has ${megabytes(file.size)} MB, and ${megabytes(most)} MB are taken.` };
}

/** A picture from the clipboard is always called image.png: with the time, several can be told apart. */
export function namedByTime(file: File): File {
  if (file.name !== "image.png") return file;
  const two = (number: number): string => String(number).padStart(2, "0");
  const now = new Date();
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join("");
  return new File([file], `pasted-${day}-${time}.png`, { type: file.type });
}

/** Let the page ask for what changed, as when somebody else had changed it. */
export function caughtUp(): void {
  document.dispatchEvent(new CustomEvent("live:notice"));
}
