/* The file is hashed here: nothing of it leaves the browser. */
(() => {
    "use strict";

    const ROUNDS = new Uint32Array(64);
    const START = new Uint32Array(8);
    let found = 0;
    for (let n = 2; found < 64; n++) {
        let prime = true;
        for (let d = 2; d * d <= n; d++) {
            prime = prime && n % d !== 0;
        }
        if (prime) {
            if (found < 8) {
                START[found] = (Math.sqrt(n) % 1) * 2 ** 32;
            }
            ROUNDS[found++] = (Math.cbrt(n) % 1) * 2 ** 32;
        }
    }

    const turn = (x, n) => (x >>> n) | (x << (32 - n));

    function block(state, words, view, offset) {
        for (let i = 0; i < 64; i++) {
            if (i < 16) {
                words[i] = view.getUint32(offset + 4 * i);
                continue;
            }
            const a = words[i - 15];
            const b = words[i - 2];
            const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
            const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
            words[i] = words[i - 16] + s0 + words[i - 7] + s1;
        }
        let [a, b, c, d, e, f, g, h] = state;
        for (let i = 0; i < 64; i++) {
            const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
            const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
            const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
            const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
        }
        [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] += value));
    }

    /** Return the SHA-256 of an ArrayBuffer; browsers have none without https. */
    function digest(buffer) {
        const length = buffer.byteLength;
        const padded = new Uint8Array(((length + 8) >> 6) * 64 + 64);
        padded.set(new Uint8Array(buffer));
        padded[length] = 0x80;
        const view = new DataView(padded.buffer);
        view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
        view.setUint32(padded.length - 4, (length * 8) >>> 0);
        const state = START.slice();
        const words = new Uint32Array(64);
        for (let offset = 0; offset < padded.length; offset += 64) {
            block(state, words, view, offset);
        }
        return state;
    }

    async function sha256(buffer) {
        let words = null;
        if (window.crypto && window.crypto.subtle) {
            const hashed = new DataView(await crypto.subtle.digest("SHA-256", buffer));
            words = Array.from({length: 8}, (_, i) => hashed.getUint32(4 * i));
        } else {
            words = Array.from(digest(buffer));
        }
        return words.map((word) => word.toString(16).padStart(8, "0")).join("");
    }

    function show(id) {
        for (const name of ["busy", "same", "other"]) {
            document.getElementById(name).hidden = name !== id;
        }
    }

    async function compare(file) {
        if (!file) {
            return;
        }
        show("busy");
        const known = document.getElementById("compare").dataset.digests.split(" ");
        const own = await sha256(await file.arrayBuffer());
        show(known.includes(own) ? "same" : "other");
    }

    window.qlvbSha256 = (buffer) =>
        Array.from(digest(buffer), (word) => word.toString(16).padStart(8, "0")).join("");

    window.addEventListener("DOMContentLoaded", () => {
        const drop = document.getElementById("drop");
        const input = document.getElementById("file");
        if (!drop) {
            return;
        }
        input.addEventListener("change", () => compare(input.files[0]));
        for (const name of ["dragover", "dragleave", "drop"]) {
            drop.addEventListener(name, (event) => {
                event.preventDefault();
                drop.classList.toggle("over", name === "dragover");
            });
        }
        drop.addEventListener("drop", (event) => compare(event.dataTransfer.files[0]));
    });
})();
