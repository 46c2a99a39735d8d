//! Where a request comes from, also when it comes through our own proxies.

use actix_web::HttpRequest;
use std::net::IpAddr;

/// The address of whoever asks: the one at the other end or, where that is one of our proxies, the
/// last address in `X-Forwarded-For` that is none of them. What stands before that one was written
/// by the other side and proves nothing.
pub fn client_address(request: &HttpRequest, proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr().map(|peer| peer.ip())?;
    let headers = request.headers().get_all("x-forwarded-for");
    let texts = headers.filter_map(|value| value.to_str().ok());
    let forwarded: Vec<&str> = texts.flat_map(|text| text.split(',')).collect();
    Some(behind(peer, &forwarded, proxies))
}

fn behind(peer: IpAddr, forwarded: &[&str], proxies: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    for text in forwarded.iter().rev() {
        if !proxies.contains(&address) {
            break;
        }
        match text.trim().parse() {
            Ok(before) => address = before,
            Err(_) => break,
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        let cases = [
            ("203.0.113.9", vec!["198.51.100.7"], "203.0.113.9"),
            ("10.0.0.1", vec![], "10.0.0.1"),
            ("10.0.0.1", vec!["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", vec!["1.1.1.1", " 198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", vec!["198.51.100.7", "10.0.0.2"], "198.51.100.7"),
            ("10.0.0.1", vec!["1.1.1.1", "nonsense"], "10.0.0.1"),
        ];
        for (peer, forwarded, expected) in cases {
            assert_eq!(behind(ip(peer), &forwarded, &proxies), ip(expected));
        }
    }
}
