//! HTTP without a runtime.

use std::time::Duration;
use ureq::{
    Agent,
    tls::{Certificate, RootCerts, TlsConfig},
};

/// Asks as `user_agent`, trusts whom the system trusts, follows no redirect, and waits no longer than `patience` in all.
pub(crate) fn agent(user_agent: &str, patience: Duration) -> Agent {
    // A second time, the first stays.
    rustls::crypto::ring::default_provider().install_default().ok();
    let certificates = rustls_native_certs::load_native_certs().certs;
    let certificates: Vec<_> = certificates.iter().map(|one| Certificate::from_der(one).to_owned()).collect();
    let config = Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(patience))
        .user_agent(user_agent)
        .tls_config(TlsConfig::builder().root_certs(RootCerts::new_with_certs(&certificates)).build());
    config.build().into()
}
