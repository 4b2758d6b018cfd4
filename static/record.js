// A child may tell us with their voice: the browser records, the child listens to it, and it becomes a
// file of the form. Nothing leaves the phone before "Add it". Without this, a recording is chosen.
(function () {
  "use strict";
  const box = document.querySelector("[data-recorder]");
  const files = document.getElementById("files");
  if (!box || !files || !window.MediaRecorder || !navigator.mediaDevices) return;
  const longest = 15 * 60 * 1000;
  const start = box.querySelector("[data-start]");
  const stop = box.querySelector("[data-stop]");
  const said = box.querySelector("[data-said]");
  const player = box.querySelector("audio");
  let recorder = null;
  let timer = 0;

  function show(isOn, words) {
    start.hidden = isOn;
    stop.hidden = !isOn;
    said.textContent = words;
    if (isOn) stop.focus();
  }

  function put(blob) {
    const ending = blob.type.includes("mp4") ? "m4a" : blob.type.includes("ogg") ? "ogg" : "webm";
    // What was chosen before stays chosen.
    const all = new DataTransfer();
    for (const one of files.files) all.items.add(one);
    all.items.add(new File([blob], `voice-${all.items.length + 1}.${ending}`, { type: blob.type }));
    files.files = all.files;
    URL.revokeObjectURL(player.src);
    player.src = URL.createObjectURL(blob);
    player.hidden = false;
    show(false, box.dataset.saysDone);
  }

  start.addEventListener("click", async () => {
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      const parts = [];
      recorder = new MediaRecorder(sound, { audioBitsPerSecond: 32000 });
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      recorder.addEventListener("stop", () => {
        clearTimeout(timer);
        for (const track of sound.getTracks()) track.stop();
        put(new Blob(parts, { type: recorder.mimeType }));
      });
      recorder.start();
      timer = setTimeout(() => recorder.stop(), longest);
      show(true, box.dataset.saysOn);
    } catch {
      show(false, box.dataset.saysNo);
    }
  });
  stop.addEventListener("click", () => recorder.stop());
  box.hidden = false;
})();
