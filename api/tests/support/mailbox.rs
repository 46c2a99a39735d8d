//! A mail server that keeps what it is given.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A letter that came.
#[derive(Debug, Clone)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Its text.
    pub text: String,
}

/// A mail server on a free port.
pub struct Mailbox {
    /// For `LAAS_SMTP_URL`.
    pub url: String,
    letters: Arc<Mutex<Vec<Letter>>>,
}

impl Mailbox {
    /// Starts one, which lives as long as the process.
    pub fn start() -> Mailbox {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let letters = Arc::default();
        let kept = Arc::clone(&letters);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || take(stream, &kept));
            }
        });
        Mailbox { url, letters }
    }

    /// What came for an address so far.
    pub fn of(&self, address: &str) -> Vec<Letter> {
        let letters = self.letters.lock().expect("letters");
        let own = letters.iter().filter(|letter| letter.to == address);
        own.cloned().collect()
    }

    /// The only letter to an address with these words, which comes within five seconds.
    pub async fn letter(&self, address: &str, words: &str) -> Letter {
        for _ in 0..100 {
            let mut own = self.of(address);
            own.retain(|letter| letter.text.contains(words));
            if let Some(letter) = own.pop() {
                assert!(own.is_empty(), "{words} twice");
                return letter;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no {words} for {address}: {:?}", self.of(address));
    }
}

fn take(stream: TcpStream, letters: &Mutex<Vec<Letter>>) {
    let mut answer = stream.try_clone().expect("a stream");
    let mut say = move |line: &str| write!(answer, "{line}\r\n").is_ok();
    let (mut to, mut data) = (String::new(), None::<Vec<String>>);
    say("220 mailbox");
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if let Some(lines) = &mut data {
            if line != "." {
                lines.push(line);
                continue;
            }
            let text = text(&data.take().unwrap_or_default());
            let to = to.clone();
            letters.lock().expect("letters").push(Letter { to, text });
        }
        if let Some(address) = line.strip_prefix("RCPT TO:<") {
            to = address.split('>').next().unwrap_or_default().to_owned();
        }
        let heard = match line.as_str() {
            "DATA" => say("354 go on"),
            _ => say("250 fine"),
        };
        if line == "DATA" {
            data = Some(Vec::new());
        }
        if !heard || line == "QUIT" {
            return;
        }
    }
}

/// The text of a letter, which is Thai and so comes as base64.
fn text(lines: &[String]) -> String {
    let body = lines.iter().skip_while(|line| !line.is_empty());
    let packed: String = body.map(|line| line.trim()).collect();
    let bytes = STANDARD.decode(&packed).expect(&packed);
    String::from_utf8(bytes).expect("UTF-8")
}
