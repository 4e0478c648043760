//! What the commands that answer over HTTP share.

use std::{
	future::{Future, IntoFuture},
	io,
	net::SocketAddr,
	time::Duration,
};

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot};

use crate::{Error, Result};

/// How long requests may still run when a server is asked to end.
pub(crate) const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// Takes `address`, or says why it cannot be had. With port 0, any port that is free.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
	TcpListener::bind(address).await.map_err(|error| {
		let why = match error.kind() {
			io::ErrorKind::AddrInUse => {
				"another program answers there: name another --listen, or port 0 for any that is free"
					.into()
			},
			io::ErrorKind::AddrNotAvailable => {
				"this machine has no such address: name one of its own with --listen".into()
			},
			io::ErrorKind::PermissionDenied => {
				"not allowed: name a port above 1023 with --listen".into()
			},
			_ => error.to_string(),
		};
		Error::input(format!("{address}: {why}"))
	})
}

/// Where `listener` answers.
pub fn url(listener: &TcpListener) -> Result<String> {
	let address = listener.local_addr().map_err(Error::input)?;
	Ok(format!("http://{address}"))
}

/// Answers requests on `listener` until `stop` is done.
pub(crate) async fn serve(
	listener: TcpListener,
	router: Router,
	stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
	let (stopping, stopped) = oneshot::channel();
	let server = axum::serve(listener, router).with_graceful_shutdown(async {
		stop.await;
		let _ = stopping.send(());
	});
	let too_long = async {
		let _ = stopped.await;
		tokio::time::sleep(STOP_TIMEOUT).await;
	};
	tokio::select! {
		ended = server.into_future() => ended.map_err(Error::input),
		() = too_long => Ok(()),
	}
}
